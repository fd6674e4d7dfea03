#include <config.h>

#include <string.h>

#include "lane/driver.h"

struct words {
	const char *code;
	const char *action;
	const char *vi;
	const char *en;
	const char *zh;
};

static const struct words all[] = {
	{ "already-admitted", "wait",
	  "Xe đã được cho qua ở làn khác.",
	  "Already admitted at another lane.",
	  "该车已在其他车道放行。" },
	{ "ambiguous", "show-pass",
	  "Chưa rõ xe nào. Đưa mã hoặc biển số cho cán bộ.",
	  "Several vehicles fit. Show your pass.",
	  "车辆不唯一，请出示凭证。" },
	{ "call-expired", "see-dispatcher",
	  "Đã quá giờ gọi. Liên hệ điều tiết để xếp lại.",
	  "Your call has run out. See the dispatcher.",
	  "叫号已过时，请联系调度。" },
	{ "check-open", "see-agency",
	  "Còn thủ tục chưa xong. Đến cơ quan được nêu.",
	  "Checks are open. Go to the agency named.",
	  "手续未完成，请到所示部门办理。" },
	{ "check-refused", "see-agency",
	  "Không được chấp nhận. Gặp cơ quan được nêu.",
	  "Refused. See the agency named.",
	  "未获准许，请联系所示部门。" },
	{ "check-stale", "confirm-again",
	  "Khai đã sửa. Đến cơ quan được nêu để xác nhận lại.",
	  "The declaration changed. Have it confirmed again.",
	  "申报已更改，请重新确认。" },
	{ "closed", "declare",
	  "Lượt xe đã kết thúc. Khai báo lượt mới.",
	  "This trip is over. Declare a new one.",
	  "本次行程已结束，请重新申报。" },
	{ "closed-again", "new-pass",
	  "Thẻ của lượt đã kết thúc. Xin in thẻ của lượt mới.",
	  "This pass is of a trip that is over. Have the new trip's printed.",
	  "此凭证的行程已结束，请打印新行程的凭证。" },
	{ "held", "see-agency",
	  "Xe đang tạm dừng. Đỗ vào chỗ quy định, gặp cơ quan được nêu.",
	  "Vehicle held. Park and see the agency named.",
	  "车辆暂扣，请停靠并联系所示部门。" },
	{ "lane-closed", "change-lane",
	  "Làn tạm ngừng. Sang làn khác.",
	  "This lane is closed. Use another lane.",
	  "本车道暂停使用，请走其他车道。" },
	{ "nobody-decides", "see-officer",
	  "Mất liên lạc với nhà điều hành. Chờ cán bộ tại làn.",
	  "The gatehouse cannot be reached. Wait for the officer at the lane.",
	  "无法联系值班室，请等待车道人员。" },
	{ "not-called", "wait-for-call",
	  "Chưa đến lượt. Quay về bãi chờ gọi.",
	  "Not called yet. Go back and wait for your call.",
	  "尚未轮到，请返回等待叫号。" },
	{ "pass-early", "wait",
	  "Thẻ xe chưa đến ngày có hiệu lực. Gặp cán bộ tại bàn trực.",
	  "This pass does not hold yet. See the officer at the desk.",
	  "通行凭证尚未生效，请到值班台。" },
	{ "pass-expired", "new-pass",
	  "Thẻ xe đã hết hạn. Xin in thẻ mới.",
	  "This pass has run out. Have a new one printed.",
	  "通行凭证已过期，请重新打印。" },
	{ "pass-foreign", "show-pass",
	  "Thẻ xe của cửa khẩu khác. Đưa đúng thẻ của cửa khẩu này.",
	  "This pass is of another gate. Show the one of this gate.",
	  "这是其他口岸的凭证，请出示本口岸凭证。" },
	{ "pass-forged", "see-officer",
	  "Thẻ xe không hợp lệ. Gặp cán bộ tại bàn trực.",
	  "This pass is not valid. See the officer at the desk.",
	  "通行凭证无效，请到值班台。" },
	{ "pass-key", "new-pass",
	  "Thẻ xe không còn giá trị. Xin in thẻ mới.",
	  "This pass is no longer good. Have a new one printed.",
	  "通行凭证已失效，请重新打印。" },
	{ "pass-mismatch", "see-officer",
	  "Thẻ không phải của xe này. Gặp cán bộ tại bàn trực.",
	  "This pass is of another vehicle. See the officer at the desk.",
	  "凭证与车辆不符，请到值班台。" },
	{ "pass-outdated", "new-pass",
	  "Bản khai đã sửa sau khi in thẻ. Xin in thẻ mới.",
	  "The declaration was changed after this pass. Have a new one printed.",
	  "申报已更改，凭证作废，请重新打印。" },
	{ "pass-trip-unknown", "see-officer",
	  "Thẻ hợp lệ nhưng làn chưa có bản khai này. Gặp cán bộ tại bàn trực.",
	  "Your pass is good, but this lane has no such declaration. See the officer at the desk.",
	  "凭证有效，但本车道没有该申报，请到值班台。" },
	{ "pass-unknown-key", "new-pass",
	  "Chưa nhận được thẻ xe. Gặp cán bộ tại bàn trực.",
	  "This pass is not known here. See the officer at the desk.",
	  "无法识别此凭证，请到值班台。" },
	{ "pass-unreadable", "show-pass",
	  "Không đọc được thẻ xe. Đưa lại, giữ mã QR phẳng và sạch.",
	  "The pass cannot be read. Show it again, flat and clean.",
	  "无法读取凭证，请展平、擦净后重试。" },
	{ "permit-lane", "change-lane",
	  "Giấy phép không dùng cho làn này. Sang làn được chỉ.",
	  "Your permit is for other lanes. Use the lane shown.",
	  "许可不适用于本车道，请走指定车道。" },
	{ "permit-over", "see-officer",
	  "Giấy phép không có hiệu lực lúc này. Gặp cán bộ tại bàn trực.",
	  "Your permit does not hold now. See the officer at the desk.",
	  "许可目前无效，请到值班台。" },
	{ "reading-ahead", "show-pass",
	  "Đồng hồ máy đọc biển số sai. Đưa mã hoặc gặp cán bộ tại bàn trực.",
	  "The camera's clock is wrong. Show your pass.",
	  "识别相机时钟有误，请出示凭证。" },
	{ "reading-late", "show-pass",
	  "Biển số đọc từ trước, không tính. Đưa mã hoặc gặp cán bộ tại bàn trực.",
	  "The plate was read some time ago and does not count. Show your pass.",
	  "车牌为早前识别，不予采用，请出示凭证。" },
	{ "see-officer", "see-officer",
	  "Đề nghị gặp cán bộ tại bàn trực.",
	  "Please see the officer at the desk.",
	  "请到值班台见工作人员。" },
	{ "uncertain", "show-pass",
	  "Chưa đọc rõ biển số. Đưa mã hoặc gặp cán bộ tại bàn trực.",
	  "The plate was not read surely. Show your pass.",
	  "车牌识别不确定，请出示凭证。" },
	{ "unknown-vehicle", "declare",
	  "Chưa có bản khai. Quay ra khai báo trước.",
	  "No declaration. Leave the lane and declare first.",
	  "没有申报，请先离开车道办理申报。" },
	{ "unread", "show-pass",
	  "Không đọc được biển số. Đưa mã hoặc gặp cán bộ tại bàn trực.",
	  "The plate could not be read. Show your pass.",
	  "无法识别车牌，请出示凭证。" },
	{ "wrong-lane", "change-lane",
	  "Nhầm làn. Sang làn được chỉ.",
	  "Wrong lane. Use the lane shown.",
	  "车道错误，请走指定车道。" },
	{ "wrong-zone", "change-lane",
	  "Xe không ở đúng khu vực của làn này.",
	  "You are not where this lane begins.",
	  "车辆不在本车道起点区域。" },
};

static const struct words *find(const char *code)
{
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (!strcmp(all[i].code, code))
			return &all[i];
	}
	return NULL;
}

struct ck_value *ck_driver_words(struct ck_doc *doc, const char *code)
{
	const struct words *words = find(code);
	struct ck_value *object;

	if (!words)
		return NULL;
	object = ck_new_object(doc);
	ck_set_str(object, "vi", words->vi);
	ck_set_str(object, "en", words->en);
	ck_set_str(object, "zh", words->zh);
	return object;
}

const char *ck_driver_action(const char *code)
{
	const struct words *words = find(code);

	return words ? words->action : NULL;
}

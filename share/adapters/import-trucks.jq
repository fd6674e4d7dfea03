# A sheet of an exporter with one truck a row to declarations
# (ck-declare(1), import): Sổ theo dõi xe xuất khẩu.
#
# Columns: Biển số, Rơ moóc, Container, Số trục, Tự trọng (kg), Loại xe,
# Số tờ khai, Loại hình, Mã HS, Tên hàng, Số kiện, Đơn vị,
# Khối lượng hàng (kg), Trị giá (VND), Lái xe, Số giấy tờ, Điện thoại,
# Ngày dự kiến, Mã số thuế, Doanh nghiệp. All may be empty, and some left out:
# what is missing there is found when it is declared.
def given: with_entries(select(.value != null and .value != {} and .value != []));
{
	direction: "export",
	regime: "commercial",
	expected_at: moment("Ngày dự kiến"; "00:00"),
	enterprise: ({
		tax_code: text("Mã số thuế"),
		name: text("Doanh nghiệp")
	} | given),
	customs: [{
		number: text("Số tờ khai"),
		type: text("Loại hình")
	} | given | select(. != {})],
	goods: [{
		hs: (text("Mã HS") | if . == null then . else gsub("[. ]"; "") end),
		name: text("Tên hàng"),
		origin: "VN",
		packages: num("Số kiện"),
		unit: text("Đơn vị"),
		gross_kg: num("Khối lượng hàng (kg)"),
		value: num("Trị giá (VND)"),
		currency: (if .["Trị giá (VND)"] then "VND" else null end)
	} | given],
	vehicles: [{
		class: text("Loại xe"),
		nationality: "VN",
		plate: text("Biển số"),
		trailer: text("Rơ moóc"),
		container: text("Container"),
		axles: num("Số trục"),
		self_kg: num("Tự trọng (kg)"),
		crew: [{
			role: "driver",
			name: text("Lái xe"),
			id: text("Số giấy tờ"),
			phone: text("Điện thoại")
		} | given | select(length > 1)]
	} | given]
} | given

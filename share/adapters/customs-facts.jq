# Customs system to facts: one answer of the customs peer becomes one fact
# (ck-sync(1)). The peer numbers its answers; its number is the cursor, and the
# fact's name for ever.
#
# In:  {"seq":17,"soTK":"305123456780","maLH":"B11","luong":2,
#       "trangThai":"thong_quan","soKien":1200,"trongLuong":21500,
#       "thoiGian":"2026-11-22T05:30:00+07:00"}
# Out: {"kind":"fact","id":"17","cursor":"17","customs":"305123456780",
#       "type":"B11","channel":"yellow","release":"cleared",
#       "packages":1200,"gross_kg":21500,"at":…}
#
# luong: 1 green, 2 yellow, 3 red (vietnamtradeportal.gov.vn). trangThai as the
# terms of the Customs Law have it; an unknown one is left out, so that a new
# word of the peer can never release a truck.
#
# A line without its number is refused: it could not be applied once.
def seq: if (.seq | type) == "number" then .seq | tostring
	else error("seq is missing") end;
def channel: {"1": "green", "2": "yellow", "3": "red"}[tostring];
def release: {
	"dang_ky": "none",
	"kiem_tra_ho_so": "documents",
	"kiem_tra_hang": "goods",
	"dung": "stopped",
	"dua_hang_ve_bao_quan": "storage",
	"giai_phong_hang": "released",
	"thong_quan": "cleared",
	"van_chuyen": "transit"
}[.];
{
	kind: "fact",
	id: seq,
	cursor: seq,
	customs: .soTK,
	type: .maLH,
	channel: (.luong | if . == null then null else channel end),
	release: (.trangThai | if . == null then null else release end),
	packages: .soKien,
	gross_kg: .trongLuong,
	at: .thoiGian
} | with_entries(select(.value != null))

# A sheet of an importer with one line of goods a row to declarations
# (ck-declare(1), import): Bảng kê hàng hóa nhập khẩu. Rows with the same
# Số bộ are one declaration, an empty one goes on with the row above; what they
# all have of the truck stands in each, or in the first.
#
# Columns: Số bộ, Biển số, Rơ moóc, Container, Tự trọng (tấn), Số tờ khai,
# Mã số thuế, Mã HS, Tên hàng, Xuất xứ, Số kiện, Đơn vị, Khối lượng (tấn),
# Trị giá, Tiền tệ.
def given: with_entries(select(.value != null and .value != {} and .value != []));
{
	group: text("Số bộ"),
	direction: "import",
	regime: "commercial",
	enterprise: ({tax_code: text("Mã số thuế")} | given),
	customs: ({c1: ({number: text("Số tờ khai")} | given)} | given),
	goods: [{
		hs: (text("Mã HS") | if . == null then . else gsub("[. ]"; "") end),
		name: text("Tên hàng"),
		origin: text("Xuất xứ"),
		packages: num("Số kiện"),
		unit: text("Đơn vị"),
		gross_kg: tonnes("Khối lượng (tấn)"),
		value: num("Trị giá"),
		currency: text("Tiền tệ")
	} | given],
	vehicles: {v1: ({
		nationality: "CN",
		plate: text("Biển số"),
		trailer: text("Rơ moóc"),
		container: text("Container"),
		self_kg: tonnes("Tự trọng (tấn)")
	} | given)}
} | {group} + (del(.group) | given)

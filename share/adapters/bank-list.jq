# A bank's list of what came in and went out (ck-fee(1), match): Sao kê.
#
# Columns: Ngày giao dịch, Số tham chiếu, Ghi có, Nội dung; others are not
# read. A row without an amount in Ghi có is money that went out: left out.
num("Ghi có") as $in
| if $in == null or $in == 0 then empty else
	{
		date: day("Ngày giao dịch"),
		amount: $in,
		reference: (text("Số tham chiếu") | if . == null then . else gsub(" "; "") end),
		text: text("Nội dung")
	}
	| with_entries(select(.value != null))
end

# Hikvision cameras and recorders: EventNotificationAlert of ISAPI, as the
# alert stream has it, or as it is pushed. Names as the makers write them,
# misspelt ones too; the namespace changes with the firmware and is not looked
# at. Source: Hikvision, Device Network SDK (Traffic) Developer Guide V6.1.4,
# XML_EventNotificationAlert_ANPR.
#
# licensePlate is "unknown" where no plate was read, and may have the colour of
# the plate before it. confidenceLevel and plateCharBelieve are 0 to 100.
# alarmDataType 1 and isDataRetransmission true are readings of before.
# Of one name, wherever it stands in the document.
def named($name): [.. | objects | .[$name] | strings | select(. != "")] | first;
def number: if . == null then null else tonumber? // null end;
def percent: if . == null then null else . / 100 end;
def plate:
	if . == null or (ascii_downcase | IN("unknown", "noplate", "null")) then null
	else sub("^[蓝黄白黑绿](?=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领])"; "") end;
.xml // (.json | objects) | objects
| (named("eventType") // "") as $event
| select($event | ascii_downcase | IN("", "anpr", "vehicledetection", "tollgate"))
| . as $alert
| {
	plate: ([named("licensePlate"), named("plateNumber"), named("plate"),
		named("originalLicensePlate")] | map(select(. != null)) | first | plate),
	confidence: ([named("confidenceLevel"), named("confidence")]
		| map(select(. != null)) | first | number | percent),
	characters: (named("plateCharBelieve")
		| if . == null then null
		else [splits(", *") | select(. != "") | number // 0 | percent] end),
	at: ([named("dateTime")] | first),
	id: (named("UUID") // named("eventId") // named("picName")),
	late: (named("alarmDataType") == "1" or
		(named("isDataRetransmission") // "") == "true")
}
# Of anything else than a vehicle nothing is said.
| select($event != "" or .plate != null or
	($alert | [paths | .[-1] | strings | select(test("plate"; "i"))] | length > 0))
| with_entries(select(.key == "plate" or (.value != null and .value != false and .value != [])))

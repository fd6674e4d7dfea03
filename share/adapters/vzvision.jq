# Zhenshi (VzVision) camera barriers, and those sold under other names: the
# push AlarmInfoPlate, and ivs_result of the TCP and MQTT interface. Source: the
# maker's HTTP push protocol, as programs that receive it read it.
#
# Confidence is 0 to 100; license "_无_" is no plate. In MQTT the plate is
# base64. One that is encrypted (enable_encrypt) cannot be read: an error.
# isoffline 1 is a reading that was kept while the line was down. Loops
# (AlarmGioIn), keep-alives and serial data are no sightings.
def plate:
	if . == null or . == "" or . == "_无_" or . == "无" then null
	elif endswith("=") or test("^[A-Za-z0-9+/]{12,}$") then (@base64d)
	else . end;
def percent: if . == null then null else (tonumber? // 0) / 100 end;
def moment: if type == "number" and . > 946684800 then todate else null end;
.json | objects | (.AlarmInfoPlate // .) as $alarm
| ($alarm.result?.PlateResult? // $alarm.PlateResult?) | objects
| if .enable_encrypt == 1 then
	error("the camera encrypts its plates (enable_encrypt): switch that off")
else . end
| {
	plate: (.license | plate),
	confidence: (.confidence | percent),
	at: (.timeStamp?.Timeval?.sec? | moment),
	id: ([$alarm.serialno, (.plateid // .unique_id // $alarm.id)]
		| map(select(. != null) | tostring)
		| if length > 0 then join("/") else null end),
	late: (.isoffline == 1)
}
| with_entries(select(.key == "plate" or (.value != null and .value != false)))

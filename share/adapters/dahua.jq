# Dahua cameras, and those sold as Intelbras: snapManager (Events[0].Name=…),
# eventManager (Code=…;data={…}), and what they push as JSON (ITSAPI). Source:
# Dahua HTTP API for IPC; what people's programs read of it.
#
# A plate is in TrafficCar.PlateNumber; Object.Text is one only where
# ObjectType is Plate, else it is the maker of the car. Confidence is 0 to 100,
# in older firmware to 255. UTC is the second of the camera's own clock, which
# may be the local time: as a text without zone it is taken with the offset that
# is configured, as a number with UTC. A number from before 2000 is none.
def given: strings | select(. != "");
def plate: if . == null or (ascii_downcase | IN("unknown", "noplate", "")) then null
	else ascii_upcase end;
def number: if . == null then null else (tonumber? // null) end;
def confidence: number
	| if . == null then null elif . > 100 then . / 255 elif . > 1 then . / 100 else . end;
def moment:
	number as $n
	| if $n == null then (given // null)
	elif $n > 946684800 then $n | floor | todate
	else null end;
def code: [.EventBaseInfo.Code?, .Code?, .Name?] | map(given) | first;
def seen:
	(.TrafficCar? // .Plate? // .Picture?.Plate? // {}) as $car
	| (.Object? // {}) as $object
	| {
		plate: ([
			($car | .PlateNumber?, .PlateNo?),
			.PlateNumber?,
			.PlateInfo?.FrontPlateNumber?, .PlateInfo?.BackPlateNumber?,
			(if $object.ObjectType? == "Plate" then $object.Text? else null end)
		] | map(given) | first | plate),
		confidence: ([$car.Confidence?, $object.Confidence?]
			| map(select(. != null and . != "")) | first | confidence),
		at: ([.UTC?, $car.UTC?, $car.SnapTime?, .SnapInfo?.AccurateTime?,
			.Picture?.SnapInfo?.AccurateTime?, .Picture?.SnapInfo?.SnapTime?]
			| map(select(. != null and . != "")) | first | moment),
		id: ([.GroupID?, .EventBaseInfo?.EventID?, .EventID?, .PTS?]
			| map(select(. != null and . != "")) | first),
		late: ([.IsOffline?, .Picture?.IsOffline?] | any(. == true or . == "true"))
	};
.pairs as $pairs | .json as $json
| if ($pairs.data? | type) == "object" then
	($pairs.data + {Code: $pairs.Code})
elif $pairs then
	($pairs.Events? // $pairs.ReturnEvents? // [$pairs])[] | objects
else
	$json | if (.Events? | type) == "array" then .Events[] else . end | objects
end
| code as $code
| select($code == null or ($code | IN("TrafficJunction", "TrafficToll",
	"TrafficGate", "TrafficManualSnap", "TrafficSnap", "ANPR",
	"TrafficParkingSpaceParking", "TrafficCarPassing")))
| seen
| select($code != null or .plate != null)
| with_entries(select(.key == "plate" or (.value != null and .value != false)))

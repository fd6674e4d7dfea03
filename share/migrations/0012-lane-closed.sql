-- A vehicle at a lane whose trip is over is told so.

create index trip_identity_closed on trip_identity (match) where open = 0;

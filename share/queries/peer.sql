-- Exchange with peers.

-- name: peer-cursor-get
select cursor from peer_cursor where peer = :peer and stream = :stream

-- name: peer-cursor-put
insert into peer_cursor (peer, stream, cursor, tried_at, failures, problem)
values (:peer, :stream, :cursor, :at, 0, null)
on conflict (peer, stream) do update set cursor = excluded.cursor,
	tried_at = excluded.tried_at, failures = 0, problem = null

-- name: peer-cursor-fail
insert into peer_cursor (peer, stream, cursor, tried_at, failures, problem)
values (:peer, :stream, '', :at, 1, :problem)
on conflict (peer, stream) do update set tried_at = excluded.tried_at,
	failures = peer_cursor.failures + 1, problem = excluded.problem

-- name: peer-cursor-list
select peer, stream, cursor, tried_at, failures, problem from peer_cursor
order by peer, stream

-- name: peer-customs
select number, type, channel, release, packages, gross_g, total_by, version
from customs where customs = :customs

-- Queues: who waits, in which order (lib/queue).

-- name: queue-trip
select t.declaration, t.direction, t.laden, t.leg, t.turned_back, t.label,
	case when t.closed_at is null then 0 else 1 end,
	case when t.crossed_at is null then coalesce((select
			max(case when s.zone = :to_zone then 1 else 0 end)
		from stay s where s.declaration = t.declaration
			and s.trip = t.trip), 0) else 1 end
from trip t where t.trip = :trip

-- name: queue-trip-direction
select direction from trip where trip = :trip

-- name: queue-entry-get
select e.class, e.ticket, e.state, e.label, e.joined_at, e.called_at,
	e.window_to, c.share, c.turns
from queue_entry e
join queue_class c on c.queue = e.queue and c.class = e.class
where e.queue = :queue and e.trip = :trip

-- name: queue-entries-of-trip
select queue from queue_entry
where trip = :trip and state in ('waiting', 'called') order by queue

-- name: queue-class-joined-count
select joined from queue_class where queue = :queue and class = :class

-- name: queue-classes
select class, share, joined, called, turns from queue_class
where queue = :queue order by class

-- name: queue-next
select e.trip, e.ticket, e.label, e.joined_at
from queue_entry e
where e.queue = :queue and e.class = :class and e.state = 'waiting'
	and e.ticket > :after
order by e.ticket limit 1

-- name: queue-ahead
select count(*) from queue_entry
where queue = :queue and class = :class and state = 'waiting'
	and ticket < :ticket

-- name: queue-waiting-most
select count(*) from (select ticket from queue_entry
	where queue = :queue and class = :class and state = 'waiting'
	order by ticket limit :most) w

-- name: queue-called
select trip, class, ticket, label, joined_at, called_at, window_to
from queue_entry
where queue = :queue and state = 'called' and window_to >= :after
	and (window_to > :after or trip > :trip)
order by window_to, trip limit 1

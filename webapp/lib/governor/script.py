"""What Redis does in one step: give out slots, pause, and open the breaker.

The state is one hash. Times are seconds of the Redis clock, written with six digits because Lua would
round them; slots go back as microseconds from now, so that no process needs to know that clock.
"""

RESERVE = """
local wanted, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
local ahead, again = tonumber(ARGV[3]), tonumber(ARGV[4])
local budget, thin_for, processes = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local probe_every, longest_step = tonumber(ARGV[8]), tonumber(ARGV[9])
local first_share, second_share = tonumber(ARGV[10]), tonumber(ARGV[11])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local function written(number) return string.format('%.6f', number) end
local function micros(seconds) return math.floor(math.max(seconds, 0) * 1000000) end
local state = redis.call('HMGET', KEYS[1], 'next', 'paused_until', 'pause', 'refused_since', 'probe_at',
  'thin_until', 'minute', 'used')

local thin_until = tonumber(state[6]) or 0
if thin_for > 0 then
  thin_until = now + thin_for
  redis.call('HSET', KEYS[1], 'thin_until', written(thin_until))
end

local paused_until, pause = tonumber(state[2]) or 0, tonumber(state[3]) or 0
if now < paused_until then return {'paused', micros(paused_until - now), 0} end

local probe = 0
if state[4] then
  local probe_at = tonumber(state[5]) or 0
  if now < probe_at then return {'refused', micros(probe_at - now), 0} end
  probe, wanted = 1, 1
end

local minute, used = math.floor(now / 60), tonumber(state[8]) or 0
if tonumber(state[7]) ~= minute then
  used = 0
  local counts = redis.call('HGETALL', KEYS[2])
  for index = 1, #counts, 2 do
    local age = minute - tonumber(counts[index])
    if age < 0 or age > 60 then redis.call('HDEL', KEYS[2], counts[index])
    else used = used + tonumber(counts[index + 1]) end
  end
  redis.call('HSET', KEYS[1], 'minute', minute, 'used', used)
end
if used >= budget then
  local oldest = minute
  for _, key in ipairs(redis.call('HKEYS', KEYS[2])) do oldest = math.min(oldest, tonumber(key)) end
  return {'hour', micros((oldest + 61) * 60 - now), 0}
end

local since, step = now - paused_until, math.min(pause, longest_step)
if since < step then interval = interval / first_share
elseif since < 2 * step then interval = interval / second_share end
if now < thin_until then interval = interval * processes end

local next = math.max(tonumber(state[1]) or 0, now)
if next > now + 60 then next = now end
local reply = {'', 0, probe}
while #reply - 3 < math.min(wanted, budget - used) and next <= now + ahead do
  reply[#reply + 1] = micros(next - now)
  next = next + interval
end
local given = #reply - 3
if given == 0 then return {'busy', micros(next - now - again), 0} end
if probe == 1 then redis.call('HSET', KEYS[1], 'probe_at', written(now + probe_every)) end
redis.call('HSET', KEYS[1], 'next', written(next))
redis.call('HINCRBY', KEYS[1], 'used', given)
redis.call('HINCRBY', KEYS[2], minute, given)
redis.call('EXPIRE', KEYS[1], 7200)
redis.call('EXPIRE', KEYS[2], 7200)
reply[2] = micros(next - now - again)
return reply
"""

PAUSE = """
local time = redis.call('TIME')
local paused_until = tonumber(time[1]) + tonumber(time[2]) / 1000000 + tonumber(ARGV[1])
if paused_until > (tonumber(redis.call('HGET', KEYS[1], 'paused_until')) or 0) then
  redis.call('HSET', KEYS[1], 'paused_until', string.format('%.6f', paused_until), 'pause', ARGV[1])
  redis.call('EXPIRE', KEYS[1], 7200)
end
"""

REFUSE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
redis.call('HSETNX', KEYS[1], 'refused_since', string.format('%.6f', now))
redis.call('HSETNX', KEYS[1], 'probe_at', string.format('%.6f', now + tonumber(ARGV[2])))
redis.call('HSET', KEYS[1], 'refused_reason', ARGV[1])
redis.call('EXPIRE', KEYS[1], 7200)
"""

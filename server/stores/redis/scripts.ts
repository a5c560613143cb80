/** Sets a value unless there is one. Given: value, milliseconds. Returns the one that stands. */
export const claim = `
  local standing = redis.call('GET', KEYS[1])
  if standing then return standing end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return ARGV[1]`;

/** Deletes a value while it is the given one. */
export const release = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** Counts one more in a window that the first one opens. Given: milliseconds. */
export const count = `
  local hits = redis.call('INCR', KEYS[1])
  if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return hits`;

/** Puts a thread at the head of its list. Keys: the order, the entries. Given: id, entry, most entries, milliseconds. */
export const putThread = `
  local head = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  redis.call('ZADD', KEYS[1], (tonumber(head[2]) or 0) + 1, ARGV[1])
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
  local excess = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[3])
  if excess > 0 then
    for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, excess - 1)) do redis.call('HDEL', KEYS[2], id) end
    redis.call('ZREMRANGEBYRANK', KEYS[1], 0, excess - 1)
  end
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[4]) end`;

/** A page of the list. Keys: the order, the entries. Given: limit and, if need be, the id behind which it begins. */
export const listThreads = `
  local start = 0
  if ARGV[2] then
    local rank = redis.call('ZREVRANK', KEYS[1], ARGV[2])
    if not rank then return {} end
    start = rank + 1
  end
  local page = {}
  for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], start, start + ARGV[1] - 1)) do
    page[#page + 1] = redis.call('HGET', KEYS[2], id)
  end
  return page`;

/**
 * A log is a stream: event n is the entry `n+1-0`, and that it was closed behind it the entry `n+1-1`. A second key says, as long as
 * it is there, that somebody writes.
 */
const sizeOf = `
  local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  local size, closed = 0, false
  if last then
    local number, mark = string.match(last[1], '(%d+)-(%d+)')
    size, closed = tonumber(number), mark ~= '0'
  end
  local function events(from, to)
    local list = {}
    for _, entry in ipairs(redis.call('XRANGE', KEYS[1], string.format('%d-0', from + 1), string.format('%d-0', to))) do
      if string.match(entry[1], '-0$') then list[#list + 1] = entry[2][2] end
    end
    return list
  end`;

/** Keys: the stream, the sign of life. Given: position, lease, longest life and most events, then the events. */
export const append = `${sizeOf}
  local from, count = tonumber(ARGV[1]), #ARGV - 4
  if from > size then return 'missing' end
  if from + count > tonumber(ARGV[4]) then return redis.error_reply('A run has too many events.') end
  if closed and count == 0 then return 'refused' end
  local known = events(from, math.min(from + count, size))
  for index, event in ipairs(known) do
    if event ~= ARGV[4 + index] then return 'refused' end
  end
  if closed and #known == count then return 'kept' end
  for index = #known + 1, count do
    redis.call('XADD', KEYS[1], string.format('%d-0', from + index), 'event', ARGV[4 + index])
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  redis.call('SET', KEYS[2], 'alive', 'PX', ARGV[2])
  return 'kept'`;

/** Keys: the stream, the sign of life. Given: milliseconds that it is kept. */
export const close = `${sizeOf}
  if size == 0 then return end
  if not closed then redis.call('XADD', KEYS[1], string.format('%d-1', size), 'closed', '') end
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  redis.call('DEL', KEYS[2])`;

/** Keys: the stream, the sign of life. Given: position, most events. Returns size, whether it is closed, life left, and the events. */
export const read = `${sizeOf}
  local from = tonumber(ARGV[1])
  local page = events(from, math.min(from + ARGV[2], size))
  return { size, closed and 1 or 0, redis.call('PTTL', KEYS[2]), page }`;

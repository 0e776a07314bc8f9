-- tools/bench/portal.lua - wrk's part of `script/bench portal`: each request is another member's, from another address.
-- Arguments behind --: PATH, FILE of cookies (one a line; "-": nobody is signed in), PAUSE in ms between the reply and
-- the next request of a connection (0: none).
local path, cookies, pause = nil, {}, 0

function init(args)
  path, pause = args[1], tonumber(args[3])
  if args[2] ~= "-" then
    for line in io.lines(args[2]) do cookies[#cookies + 1] = line end
  end
  math.randomseed(os.time())
end

function request()
  local head = { ["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254)),
                 ["Accept-Encoding"] = "gzip" }
  if #cookies > 0 then head["Cookie"] = cookies[math.random(#cookies)] end
  return wrk.format("GET", path, head)
end

function delay() return math.random(0, 2 * pause) end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %.3f %.3f %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end

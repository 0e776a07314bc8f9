-- tools/bench/rights-http.lua - wrk's part of `script/bench rights-http`: each request asks about another number with
-- another token, from another address. Arguments behind --: FILE of paths (one a line), FILE of tokens ("-": none),
-- PAUSE in ms between the reply and the next request of a connection (0: none). Requests are made before it begins.
local requests, pause = {}, 0

local function lines(path)
  local t = {}
  for line in io.lines(path) do t[#t + 1] = line end
  return t
end

function init(args)
  local paths, tokens = lines(args[1]), args[2] ~= "-" and lines(args[2]) or nil
  pause = tonumber(args[3])
  math.randomseed(os.time())
  for i = 1, 20000 do
    local head = { ["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254)) }
    if tokens then head["Authorization"] = "Bearer " .. tokens[i % #tokens + 1] end
    requests[i] = wrk.format("GET", paths[(i - 1) % #paths + 1], head)
  end
end

function request() return requests[math.random(#requests)] end
function delay() return math.random(0, 2 * pause) end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %.3f %.3f %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end

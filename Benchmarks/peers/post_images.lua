-- wrk -s post_images.lua URL -- FILE...: posts the files in turns; ends with a line of figures, times in microseconds.
local requests, turn = {}, 0

function init(files)
  for _, path in ipairs(files) do
    local file = assert(io.open(path, "rb"))
    requests[#requests + 1] = wrk.format("POST", nil, { ["Content-Type"] = "image/png" }, file:read("*a"))
    file:close()
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format("figures %d %d %d %d %d", summary.requests, summary.duration, failed, latency:percentile(50),
    latency:percentile(99)))
end

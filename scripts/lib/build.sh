# Configuring and building a preset with as many jobs as the machine has room for. Sourced.

# Megabytes that may still be used: what the kernel calls available, within the control group's
# limit where there is one.
available_megabytes() {
    megabytes=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null) || limit=max
    used=$(cat /sys/fs/cgroup/memory.current 2>/dev/null) || used=0
    if [ -n "$limit" ] && [ "$limit" != max ]; then
        room=$(((limit - used) / 1048576))
        [ "$room" -ge "$megabytes" ] || megabytes=$room
    fi
    echo "$megabytes"
}

# A compiler at work on the largest sources takes just under 1.5 GB.
build_jobs() {
    jobs=$(($(available_megabytes) / 1500))
    cores=$(nproc)
    [ "$jobs" -le "$cores" ] || jobs=$cores
    [ "$jobs" -ge 1 ] || jobs=1
    echo "$jobs"
}

# build PRESET [TARGET]
build() {
    jobs=$(build_jobs)
    echo "== Building: preset $1, $jobs at a time"
    configured=$(cmake --preset "$1" 2>&1) || {
        echo "$configured" >&2
        return 1
    }
    cmake --build --preset "$1" --parallel "$jobs" --target "${2:-all}"
}

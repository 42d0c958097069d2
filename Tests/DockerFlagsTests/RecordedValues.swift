extension RecordedAnswers {
    /// Values of options, right and wrong.
    static let values = #"""
        run -m x img → 125 → invalid argument "x" for "-m, --memory" flag: invalid size: 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory=x img → 125 → invalid argument "x" for "-m, --memory" flag: invalid size: 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory= img → 125 → invalid argument "" for "-m, --memory" flag: invalid size: '' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m -1 img → 125 → invalid argument "-1" for "-m, --memory" flag: invalid size: '-1' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m 1zzzz img → 125 → invalid argument "1zzzz" for "-m, --memory" flag: invalid suffix: 'zzzz' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m 1bb img → 125 → invalid argument "1bb" for "-m, --memory" flag: invalid suffix: 'bb' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m 1.5.5g img → 125 → invalid argument "1.5.5g" for "-m, --memory" flag: strconv.ParseFloat: parsing "1.5.5": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m 1x img → 125 → invalid argument "1x" for "-m, --memory" flag: invalid suffix: 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m 1kbb img → 125 → invalid argument "1kbb" for "-m, --memory" flag: invalid suffix: 'kbb' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m 1KIB img
        run -m '1 g' img
        run -m .5g img
        run -m 1e3 img
        run -m 1ee3 img → 125 → invalid argument "1ee3" for "-m, --memory" flag: strconv.ParseFloat: parsing "1ee3": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -m inf img → 125 → invalid argument "inf" for "-m, --memory" flag: invalid size: 'inf' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory-swap=-2 img → 125 → invalid argument "-2" for "--memory-swap" flag: invalid size: '-2' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory-swap x img → 125 → invalid argument "x" for "--memory-swap" flag: invalid size: 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory-swap -1 img
        run --shm-size x img → 125 → invalid argument "x" for "--shm-size" flag: invalid size: 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --shm-size 64M img
        run --kernel-memory x img → 125 → invalid argument "x" for "--kernel-memory" flag: invalid size: 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory-reservation q img → 125 → invalid argument "q" for "--memory-reservation" flag: invalid size: 'q' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpus x img → 125 → invalid argument "x" for "--cpus" flag: failed to parse x as a rational number → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpus 1.5 img
        run --cpus 1/2 img
        run --cpus 1/3 img → 125 → invalid argument "1/3" for "--cpus" flag: value is too precise → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpus 1.0000000001 img → 125 → invalid argument "1.0000000001" for "--cpus" flag: value is too precise → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpus '' img → 125 → invalid argument "" for "--cpus" flag: failed to parse  as a rational number → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpus 1e-1 img
        run --cpus .5 img
        run --cpus 1. img
        run --cpus 1,5 img → 125 → invalid argument "1,5" for "--cpus" flag: failed to parse 1,5 as a rational number → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares x img → 125 → invalid argument "x" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares 0x10 img
        run --cpu-shares 1_0 img
        run --cpu-shares 1__0 img → 125 → invalid argument "1__0" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "1__0": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares 0b2 img → 125 → invalid argument "0b2" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "0b2": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares 09 img → 125 → invalid argument "09" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "09": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares 1.5 img → 125 → invalid argument "1.5" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "1.5": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares '' img → 125 → invalid argument "" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares 99999999999999999999 img → 125 → invalid argument "99999999999999999999" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --cpu-shares -5 img
        run --cpu-shares +5 img
        run --cpu-shares - img → 125 → invalid argument "-" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "-": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --pids-limit 1.5 img → 125 → invalid argument "1.5" for "--pids-limit" flag: strconv.ParseInt: parsing "1.5": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --memory-swappiness x img → 125 → invalid argument "x" for "--memory-swappiness" flag: strconv.ParseInt: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --oom-score-adj x img → 125 → invalid argument "x" for "--oom-score-adj" flag: strconv.ParseInt: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --stop-timeout x img → 125 → invalid argument "x" for "--stop-timeout" flag: strconv.ParseInt: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --blkio-weight 99999999 img → 125 → invalid argument "99999999" for "--blkio-weight" flag: strconv.ParseUint: parsing "99999999": value out of range → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --blkio-weight -1 img → 125 → invalid argument "-1" for "--blkio-weight" flag: strconv.ParseUint: parsing "-1": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --blkio-weight 65535 img
        run --blkio-weight 65536 img → 125 → invalid argument "65536" for "--blkio-weight" flag: strconv.ParseUint: parsing "65536": value out of range → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-retries x img → 125 → invalid argument "x" for "--health-retries" flag: strconv.ParseInt: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval 5 img → 125 → invalid argument "5" for "--health-interval" flag: time: missing unit in duration "5" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval 5x img → 125 → invalid argument "5x" for "--health-interval" flag: time: unknown unit "x" in duration "5x" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval '' img → 125 → invalid argument "" for "--health-interval" flag: time: invalid duration "" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval s img → 125 → invalid argument "s" for "--health-interval" flag: time: invalid duration "s" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval 1h2m3.5s img
        run --health-interval 1.s img
        run --health-interval .s img → 125 → invalid argument ".s" for "--health-interval" flag: time: invalid duration ".s" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval 0 img
        run --health-interval 1d img → 125 → invalid argument "1d" for "--health-interval" flag: time: unknown unit "d" in duration "1d" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-interval 9999999h img → 125 → invalid argument "9999999h" for "--health-interval" flag: time: invalid duration "9999999h" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --health-timeout 1m1 img → 125 → invalid argument "1m1" for "--health-timeout" flag: time: missing unit in duration "1m1" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -e =x img → 125 → invalid argument "=x" for "-e, --env" flag: invalid environment variable: =x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --env= img → 125 → invalid argument "" for "-e, --env" flag: invalid environment variable:  → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -e A img
        run -e 'A B=c' img
        run --label = img → 125 → invalid argument "=" for "-l, --label" flag: invalid label '=': empty name → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --label 'a b=c' img → 125 → invalid argument "a b=c" for "-l, --label" flag: label 'a b' contains whitespaces → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --label a img
        run --label '' img → 125 → invalid argument "" for "-l, --label" flag: invalid label '': empty name → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --add-host x img → 125 → invalid argument "x" for "--add-host" flag: bad format for add-host: "x" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --add-host x:y img → 125 → invalid argument "x:y" for "--add-host" flag: invalid IP address in add-host: "y" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --add-host x:1.2.3.4 img
        run --add-host x=::1 img
        run --add-host x:[::1] img
        run --add-host x:host-gateway img
        run --add-host :1.2.3.4 img → 125 → invalid argument ":1.2.3.4" for "--add-host" flag: bad format for add-host: ":1.2.3.4" → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --dns x img → 125 → invalid argument "x" for "--dns" flag: IP address is not correctly formatted: x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --dns 8.8.8.8 img
        run --dns 1.2.3 img → 125 → invalid argument "1.2.3" for "--dns" flag: IP address is not correctly formatted: 1.2.3 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --dns 01.2.3.4 img → 125 → invalid argument "01.2.3.4" for "--dns" flag: IP address is not correctly formatted: 01.2.3.4 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --dns ::1 img
        run --dns-search 1 img → 125 → invalid argument "1" for "--dns-search" flag: 1 is not a valid domain → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --dns-search . img
        run --dns-search a.b img
        run --dns-search a..b img → 125 → invalid argument "a..b" for "--dns-search" flag: a..b is not a valid domain → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --dns-search -a.b img → 125 → invalid argument "-a.b" for "--dns-search" flag: -a.b is not a valid domain → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -a x img → 125 → invalid argument "x" for "-a, --attach" flag: valid streams are STDIN, STDOUT and STDERR → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -a StdOut img
        run --link a:b:c img → 125 → invalid argument "a:b:c" for "--link" flag: bad format for links: a:b:c → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --link '' img → 125 → invalid argument "" for "--link" flag: empty string specified for links → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --link a img
        run --ulimit x img → 125 → invalid argument "x" for "--ulimit" flag: invalid ulimit argument: x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit nofile=x img → 125 → invalid argument "nofile=x" for "--ulimit" flag: strconv.ParseInt: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit x=1 img → 125 → invalid argument "x=1" for "--ulimit" flag: invalid ulimit type: x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit nofile=1:2:3 img → 125 → invalid argument "nofile=1:2:3" for "--ulimit" flag: too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]` → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit nofile=3:1 img → 125 → invalid argument "nofile=3:1" for "--ulimit" flag: ulimit soft limit must be less than or equal to hard limit: 3 > 1 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit nofile=-1:5 img → 125 → invalid argument "nofile=-1:5" for "--ulimit" flag: ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: 5 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit nofile=5:-1 img
        run --ulimit nofile= img → 125 → invalid argument "nofile=" for "--ulimit" flag: strconv.ParseInt: parsing "": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --ulimit nofile=10 img
        run --sysctl a img → 125 → invalid argument "a" for "--sysctl" flag: sysctl 'a' is not allowed → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --sysctl net.x=1 img
        run --sysctl kernel.shmmax=1 img
        run --sysctl kernel.foo=1 img → 125 → invalid argument "kernel.foo=1" for "--sysctl" flag: sysctl 'kernel.foo=1' is not allowed → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-cgroup-rule x img → 125 → invalid argument "x" for "--device-cgroup-rule" flag: invalid device cgroup format 'x' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-cgroup-rule 'c 1:3 mr' img
        run --device-cgroup-rule 'c *:* rwmr' img → 125 → invalid argument "c *:* rwmr" for "--device-cgroup-rule" flag: invalid device cgroup format 'c *:* rwmr' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-read-bps x img → 125 → invalid argument "x" for "--device-read-bps" flag: bad format: x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-read-bps /x:1 img → 125 → invalid argument "/x:1" for "--device-read-bps" flag: bad format for device path: /x:1 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-read-bps /dev/sda:y img → 125 → invalid argument "/dev/sda:y" for "--device-read-bps" flag: invalid rate for device: /dev/sda:y. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-read-bps /dev/sda:1mb img
        run --device-write-iops /dev/sda:y img → 125 → invalid argument "/dev/sda:y" for "--device-write-iops" flag: invalid rate for device: /dev/sda:y. The correct format is <device-path>:<number>. Number must be a positive integer → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --device-write-iops /dev/sda:5 img
        run --blkio-weight-device x img → 125 → invalid argument "x" for "--blkio-weight-device" flag: bad format: x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --blkio-weight-device /dev/sda:5 img → 125 → invalid argument "/dev/sda:5" for "--blkio-weight-device" flag: invalid weight for device: /dev/sda:5 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --blkio-weight-device /dev/sda:500 img
        run --gpus x img → 125 → invalid argument "x" for "--gpus" flag: invalid count (x): value must be either "all" or an integer: invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --gpus all img
        run --gpus 2 img
        run --gpus device=0,device=1 img → 125 → invalid argument "device=0,device=1" for "--gpus" flag: gpu request key 'device' can be specified only once → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --gpus foo=1 img → 125 → invalid argument "foo=1" for "--gpus" flag: unexpected key 'foo' in 'foo=1' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount x img → 125 → invalid argument "x" for "--mount" flag: invalid field 'x' must be a key=value pair → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount type=bind img → 125 → invalid argument "type=bind" for "--mount" flag: target is required → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount type=volume,dst=/x img
        run --mount type=bind,tmpfs-size=1,dst=/x img → 125 → invalid argument "type=bind,tmpfs-size=1,dst=/x" for "--mount" flag: cannot mix 'tmpfs-*' options with mount type 'bind' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount dst=/x,foo=bar img → 125 → invalid argument "dst=/x,foo=bar" for "--mount" flag: unexpected key 'foo' in 'foo=bar' → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount dst=/x,ro=perhaps img → 125 → invalid argument "dst=/x,ro=perhaps" for "--mount" flag: invalid value for ro: perhaps → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount type=tmpfs,dst=/x,tmpfs-size=q img → 125 → invalid argument "type=tmpfs,dst=/x,tmpfs-size=q" for "--mount" flag: invalid value for tmpfs-size: q → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount type=tmpfs,dst=/x,tmpfs-mode=9 img → 125 → invalid argument "type=tmpfs,dst=/x,tmpfs-mode=9" for "--mount" flag: invalid value for tmpfs-mode: 9 → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount type=,dst=/x img → 125 → invalid argument "type=,dst=/x" for "--mount" flag: type is required → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount dst=/x,bind-recursive=x,type=bind img → 125 → invalid argument "dst=/x,bind-recursive=x,type=bind" for "--mount" flag: invalid value for bind-recursive: x (must be "enabled", "disabled", "writable", or "readonly") → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount dst=/x,bind-recursive=readonly,type=bind img → 125 → invalid argument "dst=/x,bind-recursive=readonly,type=bind" for "--mount" flag: option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount dst=/x,bind-recursive=writable,type=bind img → 125 → invalid argument "dst=/x,bind-recursive=writable,type=bind" for "--mount" flag: option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount dst=/x,bind-recursive=readonly,type=bind,ro img → 125 → invalid argument "dst=/x,bind-recursive=readonly,type=bind,ro" for "--mount" flag: option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount '' img → 125 → invalid argument "" for "--mount" flag: EOF → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount 'a"b' img → 125 → invalid argument "a\"b" for "--mount" flag: parse error on line 1, column 2: bare " in non-quoted-field → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount '"a' img → 125 → invalid argument "\"a" for "--mount" flag: parse error on line 1, column 3: extraneous or missing " in quoted-field → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount '"a"b,dst=/x' img → 125 → invalid argument "\"a\"b,dst=/x" for "--mount" flag: parse error on line 1, column 3: extraneous or missing " in quoted-field → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --mount type=volume,volume-nocopy=x,dst=/x img → 125 → invalid argument "type=volume,volume-nocopy=x,dst=/x" for "--mount" flag: invalid value for volume-nocopy: x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --network a=b img → 125 → invalid argument "a=b" for "--network" flag: invalid field key a → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --network name=a,alias=b img
        run --network alias=b img → 125 → invalid argument "alias=b" for "--network" flag: network name/id is not specified → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --network name=a,foo img → 125 → invalid argument "name=a,foo" for "--network" flag: invalid field foo → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --network name=a,gw-priority=x img → 125 → invalid argument "name=a,gw-priority=x" for "--network" flag: invalid gw-priority (x): invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --network name=a,driver-opt=b img → 125 → invalid argument "name=a,driver-opt=b" for "--network" flag: invalid key value pair format in driver options → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --network a img
        run --net a=b img → 125 → invalid argument "a=b" for "--net" flag: invalid field key a → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        ps -n x → 125 → invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps -n 5
        ps -n 99999999999999999999 → 125 → invalid argument "99999999999999999999" for "-n, --last" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps --filter x → 125 → invalid argument "x" for "-f, --filter" flag: bad format of filter (expected name=value) → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps --filter =
        ps --filter ''
        ps -f name=x
        ps --filter a=b=c
        images -f dangling → 125 → invalid argument "dangling" for "-f, --filter" flag: bad format of filter (expected name=value) → docker images [OPTIONS] [REPOSITORY[:TAG]] → Run 'docker images --help' for more information
        network ls --filter x → 125 → invalid argument "x" for "-f, --filter" flag: bad format of filter (expected name=value) → docker network ls [OPTIONS] → Run 'docker network ls --help' for more information
        volume ls -f x → 125 → invalid argument "x" for "-f, --filter" flag: bad format of filter (expected name=value) → docker volume ls [OPTIONS] → Run 'docker volume ls --help' for more information
        system prune --filter x → 125 → invalid argument "x" for "--filter" flag: bad format of filter (expected name=value) → docker system prune [OPTIONS] → Run 'docker system prune --help' for more information
        events --filter x → 125 → invalid argument "x" for "-f, --filter" flag: bad format of filter (expected name=value) → docker events [OPTIONS] → Run 'docker events --help' for more information
        container prune --filter until → 125 → invalid argument "until" for "--filter" flag: bad format of filter (expected name=value) → docker container prune [OPTIONS] → Run 'docker container prune --help' for more information
        logs --tail x c
        stop -t 1.5 a → 125 → invalid argument "1.5" for "-t, --timeout" flag: strconv.ParseInt: parsing "1.5": invalid syntax → docker stop [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker stop --help' for more information
        stop -t -1 a
        network create -o a x
        network create --label =x x → 125 → invalid argument "=x" for "--label" flag: invalid label '=x': empty name → docker network create [OPTIONS] NETWORK → Run 'docker network create --help' for more information
        network connect --gw-priority x a b → 125 → invalid argument "x" for "--gw-priority" flag: strconv.ParseInt: parsing "x": invalid syntax → docker network connect [OPTIONS] NETWORK CONTAINER → Run 'docker network connect --help' for more information
        network connect --alias 'a"' x y → 125 → invalid argument "a\"" for "--alias" flag: parse error on line 1, column 2: bare " in non-quoted-field → docker network connect [OPTIONS] NETWORK CONTAINER → Run 'docker network connect --help' for more information
        volume create --label = x → 125 → invalid argument "=" for "--label" flag: invalid label '=': empty name → docker volume create [OPTIONS] [VOLUME] → Run 'docker volume create --help' for more information
        rmi --platform 'a"b' x → 125 → invalid argument "a\"b" for "--platform" flag: parse error on line 1, column 2: bare " in non-quoted-field → docker rmi [OPTIONS] IMAGE [IMAGE...] → Run 'docker rmi --help' for more information
        builder prune --keep-storage x → 125 → invalid argument "x" for "--keep-storage" flag: invalid size: 'x' → docker builder prune → Run 'docker builder prune --help' for more information
        search --limit x y → 125 → invalid argument "x" for "--limit" flag: strconv.ParseInt: parsing "x": invalid syntax → docker search [OPTIONS] TERM → Run 'docker search --help' for more information
        update --cpus x a → 125 → invalid argument "x" for "--cpus" flag: failed to parse x as a rational number → docker update [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker update --help' for more information
        update -m x a → 125 → invalid argument "x" for "-m, --memory" flag: invalid size: 'x' → docker update [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker update --help' for more information
        update --memory-swap -1 a
        exec -e =x a b → 125 → invalid argument "=x" for "-e, --env" flag: invalid environment variable: =x → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → Run 'docker exec --help' for more information
        build --ulimit x . → 125 → invalid argument "x" for "--ulimit" flag: invalid ulimit argument: x → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        build --add-host x . → 125 → invalid argument "x" for "--add-host" flag: bad format for add-host: "x" → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        build --label = . → 125 → invalid argument "=" for "--label" flag: invalid label '=': empty name → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        build -m x . → 125 → invalid argument "x" for "-m, --memory" flag: invalid size: 'x' → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        build --shm-size x . → 125 → invalid argument "x" for "--shm-size" flag: invalid size: 'x' → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        """#
}

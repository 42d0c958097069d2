/// What docker's client 28.2.2 says in the help of each command: the usage line, the options with letter, name and kind of value, and after `=` the
/// paths under which the command is known.
enum RecordedCommandFacts {
    static let text = #"""
        attach: [OPTIONS] CONTAINER
            detach-keys string, no-stdin, sig-proxy
            = container attach, attach
        build: [OPTIONS] PATH | URL | -
            add-host list, build-arg list, cache-from strings, cgroup-parent string, compress, cpu-period int,
            cpu-quota int, c/cpu-shares int, cpuset-cpus string, cpuset-mems string, disable-content-trust,
            f/file string, force-rm, iidfile string, isolation string, label list, m/memory bytes,
            memory-swap bytes, network string, no-cache, platform string, pull, q/quiet, rm,
            security-opt strings, shm-size bytes, squash, t/tag list, target string, ulimit ulimit
            = image build, build, builder build
        builder: COMMAND
        builder build: [OPTIONS] PATH | URL | -
            add-host list, build-arg list, cache-from strings, cgroup-parent string, compress, cpu-period int,
            cpu-quota int, c/cpu-shares int, cpuset-cpus string, cpuset-mems string, disable-content-trust,
            f/file string, force-rm, iidfile string, isolation string, label list, m/memory bytes,
            memory-swap bytes, network string, no-cache, platform string, pull, q/quiet, rm,
            security-opt strings, shm-size bytes, squash, t/tag list, target string, ulimit ulimit
            = image build, build, builder build
        builder prune:
            a/all, filter filter, f/force, keep-storage bytes
        commit: [OPTIONS] CONTAINER [REPOSITORY[:TAG]]
            a/author string, c/change list, m/message string, p/pause
            = container commit, commit
        container: COMMAND
        container attach: [OPTIONS] CONTAINER
            detach-keys string, no-stdin, sig-proxy
            = container attach, attach
        container commit: [OPTIONS] CONTAINER [REPOSITORY[:TAG]]
            a/author string, c/change list, m/message string, p/pause
            = container commit, commit
        container cp: [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-
            a/archive, L/follow-link, q/quiet
            = container cp, cp
        container create: [OPTIONS] IMAGE [COMMAND] [ARG...]
            add-host list, annotation map, a/attach list, blkio-weight uint16, blkio-weight-device list,
            cap-add list, cap-drop list, cgroup-parent string, cgroupns string, cidfile string, cpu-count int,
            cpu-percent int, cpu-period int, cpu-quota int, cpu-rt-period int, cpu-rt-runtime int,
            c/cpu-shares int, cpus decimal, cpuset-cpus string, cpuset-mems string, device list,
            device-cgroup-rule list, device-read-bps list, device-read-iops list, device-write-bps list,
            device-write-iops list, disable-content-trust, dns list, dns-option list, dns-search list,
            domainname string, entrypoint string, e/env list, env-file list, expose list, gpus gpu-request,
            group-add list, health-cmd string, health-interval duration, health-retries int,
            health-start-interval duration, health-start-period duration, health-timeout duration,
            h/hostname string, init, i/interactive, io-maxbandwidth bytes, io-maxiops uint, ip string,
            ip6 string, ipc string, isolation string, kernel-memory bytes, l/label list, label-file list,
            link list, link-local-ip list, log-driver string, log-opt list, mac-address string, m/memory bytes,
            memory-reservation bytes, memory-swap bytes, memory-swappiness int, mount mount, name string,
            network network, network-alias list, no-healthcheck, oom-kill-disable, oom-score-adj int,
            pid string, pids-limit int, platform string, privileged, p/publish list, P/publish-all, pull string,
            q/quiet, read-only, restart string, rm, runtime string, security-opt list, shm-size bytes,
            stop-signal string, stop-timeout int, storage-opt list, sysctl map, tmpfs list, t/tty,
            ulimit ulimit, use-api-socket, u/user string, userns string, uts string, v/volume list,
            volume-driver string, volumes-from list, w/workdir string
            = container create, create
        container diff: CONTAINER
            = container diff, diff
        container exec: [OPTIONS] CONTAINER COMMAND [ARG...]
            d/detach, detach-keys string, e/env list, env-file list, i/interactive, privileged, t/tty,
            u/user string, w/workdir string
            = container exec, exec
        container export: [OPTIONS] CONTAINER
            o/output string
            = container export, export
        container inspect: [OPTIONS] CONTAINER [CONTAINER...]
            f/format string, s/size
        container kill: [OPTIONS] CONTAINER [CONTAINER...]
            s/signal string
            = container kill, kill
        container logs: [OPTIONS] CONTAINER
            details, f/follow, since string, n/tail string, t/timestamps, until string
            = container logs, logs
        container ls: [OPTIONS]
            a/all, f/filter filter, format string, n/last int, l/latest, no-trunc, q/quiet, s/size
            = container ls, container list, container ps, ps
        container pause: CONTAINER [CONTAINER...]
            = container pause, pause
        container port: CONTAINER [PRIVATE_PORT[/PROTO]]
            = container port, port
        container prune: [OPTIONS]
            filter filter, f/force
        container rename: CONTAINER NEW_NAME
            = container rename, rename
        container restart: [OPTIONS] CONTAINER [CONTAINER...]
            s/signal string, t/timeout int
            = container restart, restart
        container rm: [OPTIONS] CONTAINER [CONTAINER...]
            f/force, l/link, v/volumes
            = container rm, container remove, rm
        container run: [OPTIONS] IMAGE [COMMAND] [ARG...]
            add-host list, annotation map, a/attach list, blkio-weight uint16, blkio-weight-device list,
            cap-add list, cap-drop list, cgroup-parent string, cgroupns string, cidfile string, cpu-count int,
            cpu-percent int, cpu-period int, cpu-quota int, cpu-rt-period int, cpu-rt-runtime int,
            c/cpu-shares int, cpus decimal, cpuset-cpus string, cpuset-mems string, d/detach,
            detach-keys string, device list, device-cgroup-rule list, device-read-bps list,
            device-read-iops list, device-write-bps list, device-write-iops list, disable-content-trust,
            dns list, dns-option list, dns-search list, domainname string, entrypoint string, e/env list,
            env-file list, expose list, gpus gpu-request, group-add list, health-cmd string,
            health-interval duration, health-retries int, health-start-interval duration,
            health-start-period duration, health-timeout duration, h/hostname string, init, i/interactive,
            io-maxbandwidth bytes, io-maxiops uint, ip string, ip6 string, ipc string, isolation string,
            kernel-memory bytes, l/label list, label-file list, link list, link-local-ip list,
            log-driver string, log-opt list, mac-address string, m/memory bytes, memory-reservation bytes,
            memory-swap bytes, memory-swappiness int, mount mount, name string, network network,
            network-alias list, no-healthcheck, oom-kill-disable, oom-score-adj int, pid string, pids-limit int,
            platform string, privileged, p/publish list, P/publish-all, pull string, q/quiet, read-only,
            restart string, rm, runtime string, security-opt list, shm-size bytes, sig-proxy,
            stop-signal string, stop-timeout int, storage-opt list, sysctl map, tmpfs list, t/tty,
            ulimit ulimit, use-api-socket, u/user string, userns string, uts string, v/volume list,
            volume-driver string, volumes-from list, w/workdir string
            = container run, run
        container start: [OPTIONS] CONTAINER [CONTAINER...]
            a/attach, checkpoint string, checkpoint-dir string, detach-keys string, i/interactive
            = container start, start
        container stats: [OPTIONS] [CONTAINER...]
            a/all, format string, no-stream, no-trunc
            = container stats, stats
        container stop: [OPTIONS] CONTAINER [CONTAINER...]
            s/signal string, t/timeout int
            = container stop, stop
        container top: CONTAINER [ps OPTIONS]
            = container top, top
        container unpause: CONTAINER [CONTAINER...]
            = container unpause, unpause
        container update: [OPTIONS] CONTAINER [CONTAINER...]
            blkio-weight uint16, cpu-period int, cpu-quota int, cpu-rt-period int, cpu-rt-runtime int,
            c/cpu-shares int, cpus decimal, cpuset-cpus string, cpuset-mems string, m/memory bytes,
            memory-reservation bytes, memory-swap bytes, pids-limit int, restart string
            = container update, update
        container wait: CONTAINER [CONTAINER...]
            = container wait, wait
        context: COMMAND
        context create: [OPTIONS] CONTEXT
            description string, docker stringToString, from string
        context export: [OPTIONS] CONTEXT [FILE|-]
        context import: CONTEXT FILE|-
        context inspect: [OPTIONS] [CONTEXT] [CONTEXT...]
            f/format string
        context ls: [OPTIONS]
            format string, q/quiet
            = context ls, context list
        context rm: CONTEXT [CONTEXT...]
            f/force
            = context rm, context remove
        context show:
        context update: [OPTIONS] CONTEXT
            description string, docker stringToString
        context use: CONTEXT
        cp: [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-
            a/archive, L/follow-link, q/quiet
            = container cp, cp
        create: [OPTIONS] IMAGE [COMMAND] [ARG...]
            add-host list, annotation map, a/attach list, blkio-weight uint16, blkio-weight-device list,
            cap-add list, cap-drop list, cgroup-parent string, cgroupns string, cidfile string, cpu-count int,
            cpu-percent int, cpu-period int, cpu-quota int, cpu-rt-period int, cpu-rt-runtime int,
            c/cpu-shares int, cpus decimal, cpuset-cpus string, cpuset-mems string, device list,
            device-cgroup-rule list, device-read-bps list, device-read-iops list, device-write-bps list,
            device-write-iops list, disable-content-trust, dns list, dns-option list, dns-search list,
            domainname string, entrypoint string, e/env list, env-file list, expose list, gpus gpu-request,
            group-add list, health-cmd string, health-interval duration, health-retries int,
            health-start-interval duration, health-start-period duration, health-timeout duration,
            h/hostname string, init, i/interactive, io-maxbandwidth bytes, io-maxiops uint, ip string,
            ip6 string, ipc string, isolation string, kernel-memory bytes, l/label list, label-file list,
            link list, link-local-ip list, log-driver string, log-opt list, mac-address string, m/memory bytes,
            memory-reservation bytes, memory-swap bytes, memory-swappiness int, mount mount, name string,
            network network, network-alias list, no-healthcheck, oom-kill-disable, oom-score-adj int,
            pid string, pids-limit int, platform string, privileged, p/publish list, P/publish-all, pull string,
            q/quiet, read-only, restart string, rm, runtime string, security-opt list, shm-size bytes,
            stop-signal string, stop-timeout int, storage-opt list, sysctl map, tmpfs list, t/tty,
            ulimit ulimit, use-api-socket, u/user string, userns string, uts string, v/volume list,
            volume-driver string, volumes-from list, w/workdir string
            = container create, create
        diff: CONTAINER
            = container diff, diff
        events: [OPTIONS]
            f/filter filter, format string, since string, until string
            = system events, events
        exec: [OPTIONS] CONTAINER COMMAND [ARG...]
            d/detach, detach-keys string, e/env list, env-file list, i/interactive, privileged, t/tty,
            u/user string, w/workdir string
            = container exec, exec
        export: [OPTIONS] CONTAINER
            o/output string
            = container export, export
        history: [OPTIONS] IMAGE
            format string, H/human, no-trunc, platform string, q/quiet
            = image history, history
        image: COMMAND
        image build: [OPTIONS] PATH | URL | -
            add-host list, build-arg list, cache-from strings, cgroup-parent string, compress, cpu-period int,
            cpu-quota int, c/cpu-shares int, cpuset-cpus string, cpuset-mems string, disable-content-trust,
            f/file string, force-rm, iidfile string, isolation string, label list, m/memory bytes,
            memory-swap bytes, network string, no-cache, platform string, pull, q/quiet, rm,
            security-opt strings, shm-size bytes, squash, t/tag list, target string, ulimit ulimit
            = image build, build, builder build
        image history: [OPTIONS] IMAGE
            format string, H/human, no-trunc, platform string, q/quiet
            = image history, history
        image import: [OPTIONS] file|URL|- [REPOSITORY[:TAG]]
            c/change list, m/message string, platform string
            = image import, import
        image inspect: [OPTIONS] IMAGE [IMAGE...]
            f/format string, platform string
        image load: [OPTIONS]
            i/input string, platform string, q/quiet
            = image load, load
        image ls: [OPTIONS] [REPOSITORY[:TAG]]
            a/all, digests, f/filter filter, format string, no-trunc, q/quiet, tree
            = image ls, image list, images
        image prune: [OPTIONS]
            a/all, filter filter, f/force
        image pull: [OPTIONS] NAME[:TAG|@DIGEST]
            a/all-tags, disable-content-trust, platform string, q/quiet
            = image pull, pull
        image push: [OPTIONS] NAME[:TAG]
            a/all-tags, disable-content-trust, platform string, q/quiet
            = image push, push
        image rm: [OPTIONS] IMAGE [IMAGE...]
            f/force, no-prune, platform strings
            = image rm, image remove, rmi
        image save: [OPTIONS] IMAGE [IMAGE...]
            o/output string, platform string
            = image save, save
        image tag: SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]
            = image tag, tag
        images: [OPTIONS] [REPOSITORY[:TAG]]
            a/all, digests, f/filter filter, format string, no-trunc, q/quiet, tree
            = image ls, image list, images
        import: [OPTIONS] file|URL|- [REPOSITORY[:TAG]]
            c/change list, m/message string, platform string
            = image import, import
        info: [OPTIONS]
            f/format string
            = system info, info
        inspect: [OPTIONS] NAME|ID [NAME|ID...]
            f/format string, s/size, type string
        kill: [OPTIONS] CONTAINER [CONTAINER...]
            s/signal string
            = container kill, kill
        load: [OPTIONS]
            i/input string, platform string, q/quiet
            = image load, load
        login: [OPTIONS] [SERVER]
            p/password string, password-stdin, u/username string
        logout: [SERVER]
        logs: [OPTIONS] CONTAINER
            details, f/follow, since string, n/tail string, t/timestamps, until string
            = container logs, logs
        network: COMMAND
        network connect: [OPTIONS] NETWORK CONTAINER
            alias strings, driver-opt strings, gw-priority int, ip string, ip6 string, link list,
            link-local-ip strings
        network create: [OPTIONS] NETWORK
            attachable, aux-address map, config-from string, config-only, d/driver string, gateway strings,
            ingress, internal, ip-range strings, ipam-driver string, ipam-opt map, ipv4, ipv6, label list,
            o/opt map, scope string, subnet strings
        network disconnect: [OPTIONS] NETWORK CONTAINER
            f/force
        network inspect: [OPTIONS] NETWORK [NETWORK...]
            f/format string, v/verbose
        network ls: [OPTIONS]
            f/filter filter, format string, no-trunc, q/quiet
            = network ls, network list
        network prune: [OPTIONS]
            filter filter, f/force
        network rm: NETWORK [NETWORK...]
            f/force
            = network rm, network remove
        pause: CONTAINER [CONTAINER...]
            = container pause, pause
        port: CONTAINER [PRIVATE_PORT[/PROTO]]
            = container port, port
        ps: [OPTIONS]
            a/all, f/filter filter, format string, n/last int, l/latest, no-trunc, q/quiet, s/size
            = container ls, container list, container ps, ps
        pull: [OPTIONS] NAME[:TAG|@DIGEST]
            a/all-tags, disable-content-trust, platform string, q/quiet
            = image pull, pull
        push: [OPTIONS] NAME[:TAG]
            a/all-tags, disable-content-trust, platform string, q/quiet
            = image push, push
        rename: CONTAINER NEW_NAME
            = container rename, rename
        restart: [OPTIONS] CONTAINER [CONTAINER...]
            s/signal string, t/timeout int
            = container restart, restart
        rm: [OPTIONS] CONTAINER [CONTAINER...]
            f/force, l/link, v/volumes
            = container rm, container remove, rm
        rmi: [OPTIONS] IMAGE [IMAGE...]
            f/force, no-prune, platform strings
            = image rm, image remove, rmi
        run: [OPTIONS] IMAGE [COMMAND] [ARG...]
            add-host list, annotation map, a/attach list, blkio-weight uint16, blkio-weight-device list,
            cap-add list, cap-drop list, cgroup-parent string, cgroupns string, cidfile string, cpu-count int,
            cpu-percent int, cpu-period int, cpu-quota int, cpu-rt-period int, cpu-rt-runtime int,
            c/cpu-shares int, cpus decimal, cpuset-cpus string, cpuset-mems string, d/detach,
            detach-keys string, device list, device-cgroup-rule list, device-read-bps list,
            device-read-iops list, device-write-bps list, device-write-iops list, disable-content-trust,
            dns list, dns-option list, dns-search list, domainname string, entrypoint string, e/env list,
            env-file list, expose list, gpus gpu-request, group-add list, health-cmd string,
            health-interval duration, health-retries int, health-start-interval duration,
            health-start-period duration, health-timeout duration, h/hostname string, init, i/interactive,
            io-maxbandwidth bytes, io-maxiops uint, ip string, ip6 string, ipc string, isolation string,
            kernel-memory bytes, l/label list, label-file list, link list, link-local-ip list,
            log-driver string, log-opt list, mac-address string, m/memory bytes, memory-reservation bytes,
            memory-swap bytes, memory-swappiness int, mount mount, name string, network network,
            network-alias list, no-healthcheck, oom-kill-disable, oom-score-adj int, pid string, pids-limit int,
            platform string, privileged, p/publish list, P/publish-all, pull string, q/quiet, read-only,
            restart string, rm, runtime string, security-opt list, shm-size bytes, sig-proxy,
            stop-signal string, stop-timeout int, storage-opt list, sysctl map, tmpfs list, t/tty,
            ulimit ulimit, use-api-socket, u/user string, userns string, uts string, v/volume list,
            volume-driver string, volumes-from list, w/workdir string
            = container run, run
        save: [OPTIONS] IMAGE [IMAGE...]
            o/output string, platform string
            = image save, save
        search: [OPTIONS] TERM
            f/filter filter, format string, limit int, no-trunc
        start: [OPTIONS] CONTAINER [CONTAINER...]
            a/attach, checkpoint string, checkpoint-dir string, detach-keys string, i/interactive
            = container start, start
        stats: [OPTIONS] [CONTAINER...]
            a/all, format string, no-stream, no-trunc
            = container stats, stats
        stop: [OPTIONS] CONTAINER [CONTAINER...]
            s/signal string, t/timeout int
            = container stop, stop
        system: COMMAND
        system df: [OPTIONS]
            format string, v/verbose
        system events: [OPTIONS]
            f/filter filter, format string, since string, until string
            = system events, events
        system info: [OPTIONS]
            f/format string
            = system info, info
        system prune: [OPTIONS]
            a/all, filter filter, f/force, volumes
        tag: SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]
            = image tag, tag
        top: CONTAINER [ps OPTIONS]
            = container top, top
        unpause: CONTAINER [CONTAINER...]
            = container unpause, unpause
        update: [OPTIONS] CONTAINER [CONTAINER...]
            blkio-weight uint16, cpu-period int, cpu-quota int, cpu-rt-period int, cpu-rt-runtime int,
            c/cpu-shares int, cpus decimal, cpuset-cpus string, cpuset-mems string, m/memory bytes,
            memory-reservation bytes, memory-swap bytes, pids-limit int, restart string
            = container update, update
        version: [OPTIONS]
            f/format string
        volume: COMMAND
        volume create: [OPTIONS] [VOLUME]
            availability string, d/driver string, group string, label list, limit-bytes bytes, o/opt map,
            required-bytes bytes, scope string, secret map, sharing string, topology-preferred list,
            topology-required list, type string
        volume inspect: [OPTIONS] VOLUME [VOLUME...]
            f/format string
        volume ls: [OPTIONS]
            cluster, f/filter filter, format string, q/quiet
            = volume ls, volume list
        volume prune: [OPTIONS]
            a/all, filter filter, f/force
        volume rm: [OPTIONS] VOLUME [VOLUME...]
            f/force
            = volume rm, volume remove
        volume update: [OPTIONS] [VOLUME]
            availability string
        wait: CONTAINER [CONTAINER...]
            = container wait, wait
        """#
}

extension RecordedAnswers {
    /// Options that do not exist, lack a value or have a wrong one.
    static let options = #"""
        run --foo → 125 → unknown flag: --foo → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -z → 125 → unknown shorthand flag: 'z' in -z → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -itz img → 125 → unknown shorthand flag: 'z' in -z → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --name → 125 → flag needs an argument: --name → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -p → 125 → flag needs an argument: 'p' in -p → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -itp → 125 → flag needs an argument: 'p' in -p → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run ---x → 125 → bad flag syntax: ---x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --=x → 125 → bad flag syntax: --=x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --= img → 125 → bad flag syntax: --= → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -it-x img → 125 → unknown shorthand flag: '-' in --x → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --foo=bar img → 125 → unknown flag: --foo → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --names x img → 125 → unknown flag: --names → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run -d=false → 1 → docker: 'docker run' requires at least 1 argument → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → See 'docker run --help' for more information
        run -d=x img → 125 → invalid argument "x" for "-d, --detach" flag: strconv.ParseBool: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --rm=maybe img → 125 → invalid argument "maybe" for "--rm" flag: strconv.ParseBool: parsing "maybe": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --rm= img → 125 → invalid argument "" for "--rm" flag: strconv.ParseBool: parsing "": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --help=x img → 125 → invalid argument "x" for "--help" flag: strconv.ParseBool: parsing "x": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        run --privileged=2 img → 125 → invalid argument "2" for "--privileged" flag: strconv.ParseBool: parsing "2": invalid syntax → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → Run 'docker run --help' for more information
        ps --foo → 125 → unknown flag: --foo → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps -z → 125 → unknown shorthand flag: 'z' in -z → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps -aqz → 125 → unknown shorthand flag: 'z' in -z → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps --last → 125 → flag needs an argument: --last → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps -n → 125 → flag needs an argument: 'n' in -n → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps -anx → 125 → invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        images --quiet=perhaps → 125 → invalid argument "perhaps" for "-q, --quiet" flag: strconv.ParseBool: parsing "perhaps": invalid syntax → docker images [OPTIONS] [REPOSITORY[:TAG]] → Run 'docker images --help' for more information
        images -x → 125 → unknown shorthand flag: 'x' in -x → docker images [OPTIONS] [REPOSITORY[:TAG]] → Run 'docker images --help' for more information
        rm -fx a → 125 → unknown shorthand flag: 'x' in -x → docker rm [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker rm --help' for more information
        rm --forced a → 125 → unknown flag: --forced → docker rm [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker rm --help' for more information
        logs --tail → 125 → flag needs an argument: --tail → docker logs [OPTIONS] CONTAINER → Run 'docker logs --help' for more information
        logs -n → 125 → flag needs an argument: 'n' in -n → docker logs [OPTIONS] CONTAINER → Run 'docker logs --help' for more information
        logs --follow=1x a → 125 → invalid argument "1x" for "-f, --follow" flag: strconv.ParseBool: parsing "1x": invalid syntax → docker logs [OPTIONS] CONTAINER → Run 'docker logs --help' for more information
        exec -x a b → 125 → unknown shorthand flag: 'x' in -x → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → Run 'docker exec --help' for more information
        exec --detach-keys → 125 → flag needs an argument: --detach-keys → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → Run 'docker exec --help' for more information
        stop --time=x a → 125 → invalid argument "x" for "--time" flag: strconv.ParseInt: parsing "x": invalid syntax → docker stop [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker stop --help' for more information
        stop -t x a → 125 → invalid argument "x" for "-t, --timeout" flag: strconv.ParseInt: parsing "x": invalid syntax → docker stop [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker stop --help' for more information
        stop --timeout → 125 → flag needs an argument: --timeout → docker stop [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker stop --help' for more information
        restart --time → 125 → flag needs an argument: --time → docker restart [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker restart --help' for more information
        kill --signal → 125 → flag needs an argument: --signal → docker kill [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker kill --help' for more information
        kill -s → 125 → flag needs an argument: 's' in -s → docker kill [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker kill --help' for more information
        cp --follow a b → 125 → unknown flag: --follow → docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-⏎⇥docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH → Run 'docker cp --help' for more information
        cp -Lx a b → 125 → unknown shorthand flag: 'x' in -x → docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-⏎⇥docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH → Run 'docker cp --help' for more information
        start -ax c → 125 → unknown shorthand flag: 'x' in -x → docker start [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker start --help' for more information
        inspect --type → 125 → flag needs an argument: --type → docker inspect [OPTIONS] NAME|ID [NAME|ID...] → Run 'docker inspect --help' for more information
        inspect -z x → 125 → unknown shorthand flag: 'z' in -z → docker inspect [OPTIONS] NAME|ID [NAME|ID...] → Run 'docker inspect --help' for more information
        inspect -f → 125 → flag needs an argument: 'f' in -f → docker inspect [OPTIONS] NAME|ID [NAME|ID...] → Run 'docker inspect --help' for more information
        container --foo → 125 → unknown flag: --foo → docker container → Run 'docker container --help' for more information
        container -z → 125 → unknown shorthand flag: 'z' in -z → docker container → Run 'docker container --help' for more information
        container --foo ls → 125 → unknown flag: --foo → docker container → Run 'docker container --help' for more information
        network --foo → 125 → unknown flag: --foo → docker network → Run 'docker network --help' for more information
        image -x → 125 → unknown shorthand flag: 'x' in -x → docker image → Run 'docker image --help' for more information
        volume --bar → 125 → unknown flag: --bar → docker volume COMMAND → Run 'docker volume --help' for more information
        system -q → 125 → unknown shorthand flag: 'q' in -q → docker system → Run 'docker system --help' for more information
        builder --foo → 125 → unknown flag: --foo → docker builder → Run 'docker builder --help' for more information
        --foo → 125 → unknown flag: --foo → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        -z → 125 → unknown shorthand flag: 'z' in -z → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        --context → 125 → flag needs an argument: --context → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        -H → 125 → flag needs an argument: 'H' in -H → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        --log-level → 125 → flag needs an argument: --log-level → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        -D=x ps → 125 → invalid argument "x" for "-D, --debug" flag: strconv.ParseBool: parsing "x": invalid syntax → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        -Dz → 125 → unknown shorthand flag: 'z' in -z → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        --debug=maybe ps → 125 → invalid argument "maybe" for "-D, --debug" flag: strconv.ParseBool: parsing "maybe": invalid syntax → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        --tls=x ps → 125 → invalid argument "x" for "--tls" flag: strconv.ParseBool: parsing "x": invalid syntax → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        -c → 125 → flag needs an argument: 'c' in -c → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        --=x → 125 → bad flag syntax: --=x → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        --- → 125 → bad flag syntax: --- → docker [OPTIONS] COMMAND [ARG...] → Run 'docker --help' for more information
        network create --subnet → 125 → flag needs an argument: --subnet → docker network create [OPTIONS] NETWORK → Run 'docker network create --help' for more information
        network create --foo x → 125 → unknown flag: --foo → docker network create [OPTIONS] NETWORK → Run 'docker network create --help' for more information
        network rm --foo x → 125 → unknown flag: --foo → docker network rm NETWORK [NETWORK...] → Run 'docker network rm --help' for more information
        network connect --ip → 125 → flag needs an argument: --ip → docker network connect [OPTIONS] NETWORK CONTAINER → Run 'docker network connect --help' for more information
        volume create --opt → 125 → flag needs an argument: --opt → docker volume create [OPTIONS] [VOLUME] → Run 'docker volume create --help' for more information
        volume create -x → 125 → unknown shorthand flag: 'x' in -x → docker volume create [OPTIONS] [VOLUME] → Run 'docker volume create --help' for more information
        volume prune -ax → 125 → unknown shorthand flag: 'x' in -x → docker volume prune [OPTIONS] → Run 'docker volume prune --help' for more information
        system prune --volumes=x → 125 → invalid argument "x" for "--volumes" flag: strconv.ParseBool: parsing "x": invalid syntax → docker system prune [OPTIONS] → Run 'docker system prune --help' for more information
        system df -vx → 125 → unknown shorthand flag: 'x' in -x → docker system df [OPTIONS] → Run 'docker system df --help' for more information
        history --foo x → 125 → unknown flag: --foo → docker history [OPTIONS] IMAGE → Run 'docker history --help' for more information
        save -o → 125 → flag needs an argument: 'o' in -o → docker save [OPTIONS] IMAGE [IMAGE...] → Run 'docker save --help' for more information
        load -i → 125 → flag needs an argument: 'i' in -i → docker load [OPTIONS] → Run 'docker load --help' for more information
        tag --foo a b → 125 → unknown flag: --foo → docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG] → Run 'docker tag --help' for more information
        commit -p=x a → 125 → invalid argument "x" for "-p, --pause" flag: strconv.ParseBool: parsing "x": invalid syntax → docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]] → Run 'docker commit --help' for more information
        commit --changes=x a → 125 → unknown flag: --changes → docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]] → Run 'docker commit --help' for more information
        update --cpus → 125 → flag needs an argument: --cpus → docker update [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker update --help' for more information
        update --restart → 125 → flag needs an argument: --restart → docker update [OPTIONS] CONTAINER [CONTAINER...] → Run 'docker update --help' for more information
        top -x → 125 → unknown shorthand flag: 'x' in -x → docker top CONTAINER [ps OPTIONS] → Run 'docker top --help' for more information
        port --foo x → 125 → unknown flag: --foo → docker port CONTAINER [PRIVATE_PORT[/PROTO]] → Run 'docker port --help' for more information
        rename --foo a b → 125 → unknown flag: --foo → docker rename CONTAINER NEW_NAME → Run 'docker rename --help' for more information
        attach --no-stdinx a → 125 → unknown flag: --no-stdinx → docker attach [OPTIONS] CONTAINER → Run 'docker attach --help' for more information
        events --since → 125 → flag needs an argument: --since → docker events [OPTIONS] → Run 'docker events --help' for more information
        version --foo → 125 → unknown flag: --foo → docker version [OPTIONS] → Run 'docker version --help' for more information
        version -f → 125 → flag needs an argument: 'f' in -f → docker version [OPTIONS] → Run 'docker version --help' for more information
        info -x → 125 → unknown shorthand flag: 'x' in -x → docker info [OPTIONS] → Run 'docker info --help' for more information
        build --foo . → 125 → unknown flag: --foo → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        build -t → 125 → flag needs an argument: 't' in -t → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        builder prune --keep-storage → 125 → flag needs an argument: --keep-storage → docker builder prune → Run 'docker builder prune --help' for more information
        context ls --foo → 125 → unknown flag: --foo → docker context ls [OPTIONS] → Run 'docker context ls --help' for more information
        login --foo → 125 → unknown flag: --foo → docker login [OPTIONS] [SERVER] → Run 'docker login --help' for more information
        search --limit → 125 → flag needs an argument: --limit → docker search [OPTIONS] TERM → Run 'docker search --help' for more information
        """#
}

extension RecordedAnswers {
    /// Numbers of arguments, and options after them.
    static let arguments = #"""
        run → 1 → docker: 'docker run' requires at least 1 argument → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → See 'docker run --help' for more information
        run -it → 1 → docker: 'docker run' requires at least 1 argument → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → See 'docker run --help' for more information
        run -- → 1 → docker: 'docker run' requires at least 1 argument → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → See 'docker run --help' for more information
        run --rm → 1 → docker: 'docker run' requires at least 1 argument → docker run [OPTIONS] IMAGE [COMMAND] [ARG...] → See 'docker run --help' for more information
        create → 1 → docker: 'docker create' requires at least 1 argument → docker create [OPTIONS] IMAGE [COMMAND] [ARG...] → See 'docker create --help' for more information
        exec → 1 → docker: 'docker exec' requires at least 2 arguments → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → See 'docker exec --help' for more information
        exec a → 1 → docker: 'docker exec' requires at least 2 arguments → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → See 'docker exec --help' for more information
        exec -it a → 1 → docker: 'docker exec' requires at least 2 arguments → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → See 'docker exec --help' for more information
        start → 1 → docker: 'docker start' requires at least 1 argument → docker start [OPTIONS] CONTAINER [CONTAINER...] → See 'docker start --help' for more information
        stop → 1 → docker: 'docker stop' requires at least 1 argument → docker stop [OPTIONS] CONTAINER [CONTAINER...] → See 'docker stop --help' for more information
        restart → 1 → docker: 'docker restart' requires at least 1 argument → docker restart [OPTIONS] CONTAINER [CONTAINER...] → See 'docker restart --help' for more information
        kill → 1 → docker: 'docker kill' requires at least 1 argument → docker kill [OPTIONS] CONTAINER [CONTAINER...] → See 'docker kill --help' for more information
        pause → 1 → docker: 'docker pause' requires at least 1 argument → docker pause CONTAINER [CONTAINER...] → See 'docker pause --help' for more information
        unpause → 1 → docker: 'docker unpause' requires at least 1 argument → docker unpause CONTAINER [CONTAINER...] → See 'docker unpause --help' for more information
        wait → 1 → docker: 'docker wait' requires at least 1 argument → docker wait CONTAINER [CONTAINER...] → See 'docker wait --help' for more information
        rm → 1 → docker: 'docker rm' requires at least 1 argument → docker rm [OPTIONS] CONTAINER [CONTAINER...] → See 'docker rm --help' for more information
        rm -f → 1 → docker: 'docker rm' requires at least 1 argument → docker rm [OPTIONS] CONTAINER [CONTAINER...] → See 'docker rm --help' for more information
        rename a → 1 → docker: 'docker rename' requires 2 arguments → docker rename CONTAINER NEW_NAME → Run 'docker rename --help' for more information
        rename a b c → 1 → docker: 'docker rename' requires 2 arguments → docker rename CONTAINER NEW_NAME → Run 'docker rename --help' for more information
        update → 1 → docker: 'docker update' requires at least 1 argument → docker update [OPTIONS] CONTAINER [CONTAINER...] → See 'docker update --help' for more information
        update -m 1g → 1 → docker: 'docker update' requires at least 1 argument → docker update [OPTIONS] CONTAINER [CONTAINER...] → See 'docker update --help' for more information
        attach → 1 → docker: 'docker attach' requires 1 argument → docker attach [OPTIONS] CONTAINER → Run 'docker attach --help' for more information
        attach a b → 1 → docker: 'docker attach' requires 1 argument → docker attach [OPTIONS] CONTAINER → Run 'docker attach --help' for more information
        logs → 1 → docker: 'docker logs' requires 1 argument → docker logs [OPTIONS] CONTAINER → Run 'docker logs --help' for more information
        logs a b → 1 → docker: 'docker logs' requires 1 argument → docker logs [OPTIONS] CONTAINER → Run 'docker logs --help' for more information
        logs -f → 1 → docker: 'docker logs' requires 1 argument → docker logs [OPTIONS] CONTAINER → Run 'docker logs --help' for more information
        top → 1 → docker: 'docker top' requires at least 1 argument → docker top CONTAINER [ps OPTIONS] → See 'docker top --help' for more information
        port → 1 → docker: 'docker port' requires at least 1 and at most 2 arguments → docker port CONTAINER [PRIVATE_PORT[/PROTO]] → Run 'docker port --help' for more information
        port a b c → 1 → docker: 'docker port' requires at least 1 and at most 2 arguments → docker port CONTAINER [PRIVATE_PORT[/PROTO]] → Run 'docker port --help' for more information
        diff → 1 → docker: 'docker diff' requires 1 argument → docker diff CONTAINER → Run 'docker diff --help' for more information
        diff a b → 1 → docker: 'docker diff' requires 1 argument → docker diff CONTAINER → Run 'docker diff --help' for more information
        cp → 1 → docker: 'docker cp' requires 2 arguments → docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-⏎⇥docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH → Run 'docker cp --help' for more information
        cp a → 1 → docker: 'docker cp' requires 2 arguments → docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-⏎⇥docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH → Run 'docker cp --help' for more information
        cp a b c → 1 → docker: 'docker cp' requires 2 arguments → docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-⏎⇥docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH → Run 'docker cp --help' for more information
        export → 1 → docker: 'docker export' requires 1 argument → docker export [OPTIONS] CONTAINER → Run 'docker export --help' for more information
        export a b → 1 → docker: 'docker export' requires 1 argument → docker export [OPTIONS] CONTAINER → Run 'docker export --help' for more information
        commit → 1 → docker: 'docker commit' requires at least 1 and at most 2 arguments → docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]] → Run 'docker commit --help' for more information
        commit a b c → 1 → docker: 'docker commit' requires at least 1 and at most 2 arguments → docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]] → Run 'docker commit --help' for more information
        inspect → 1 → docker: 'docker inspect' requires at least 1 argument → docker inspect [OPTIONS] NAME|ID [NAME|ID...] → See 'docker inspect --help' for more information
        container inspect → 1 → docker: 'docker container inspect' requires at least 1 argument → docker container inspect [OPTIONS] CONTAINER [CONTAINER...] → See 'docker container inspect --help' for more information
        image inspect → 1 → docker: 'docker image inspect' requires at least 1 argument → docker image inspect [OPTIONS] IMAGE [IMAGE...] → See 'docker image inspect --help' for more information
        ps x → 1 → docker: 'docker ps' accepts no arguments → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        ps x y → 1 → docker: 'docker ps' accepts no arguments → docker ps [OPTIONS] → Run 'docker ps --help' for more information
        container ls x → 1 → docker: 'docker container ls' accepts no arguments → docker container ls [OPTIONS] → Run 'docker container ls --help' for more information
        container prune x → 1 → docker: 'docker container prune' accepts no arguments → docker container prune [OPTIONS] → Run 'docker container prune --help' for more information
        stats --no-stream --
        history → 1 → docker: 'docker history' requires 1 argument → docker history [OPTIONS] IMAGE → Run 'docker history --help' for more information
        history a b → 1 → docker: 'docker history' requires 1 argument → docker history [OPTIONS] IMAGE → Run 'docker history --help' for more information
        tag a → 1 → docker: 'docker tag' requires 2 arguments → docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG] → Run 'docker tag --help' for more information
        tag a b c → 1 → docker: 'docker tag' requires 2 arguments → docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG] → Run 'docker tag --help' for more information
        rmi → 1 → docker: 'docker rmi' requires at least 1 argument → docker rmi [OPTIONS] IMAGE [IMAGE...] → See 'docker rmi --help' for more information
        image rm → 1 → docker: 'docker image rm' requires at least 1 argument → docker image rm [OPTIONS] IMAGE [IMAGE...] → See 'docker image rm --help' for more information
        save → 1 → docker: 'docker save' requires at least 1 argument → docker save [OPTIONS] IMAGE [IMAGE...] → See 'docker save --help' for more information
        load x → 1 → docker: 'docker load' accepts no arguments → docker load [OPTIONS] → Run 'docker load --help' for more information
        import → 1 → docker: 'docker import' requires at least 1 argument → docker import [OPTIONS] file|URL|- [REPOSITORY[:TAG]] → See 'docker import --help' for more information
        pull → 1 → docker: 'docker pull' requires 1 argument → docker pull [OPTIONS] NAME[:TAG|@DIGEST] → Run 'docker pull --help' for more information
        pull a b → 1 → docker: 'docker pull' requires 1 argument → docker pull [OPTIONS] NAME[:TAG|@DIGEST] → Run 'docker pull --help' for more information
        push → 1 → docker: 'docker push' requires 1 argument → docker push [OPTIONS] NAME[:TAG] → Run 'docker push --help' for more information
        push a b → 1 → docker: 'docker push' requires 1 argument → docker push [OPTIONS] NAME[:TAG] → Run 'docker push --help' for more information
        build → 1 → docker: 'docker build' requires 1 argument → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        build a b → 1 → docker: 'docker build' requires 1 argument → docker build [OPTIONS] PATH | URL | - → Run 'docker build --help' for more information
        image prune x → 1 → docker: 'docker image prune' accepts no arguments → docker image prune [OPTIONS] → Run 'docker image prune --help' for more information
        builder prune x → 1 → docker: 'docker builder prune' accepts no arguments → docker builder prune → Run 'docker builder prune --help' for more information
        image build → 1 → docker: 'docker image build' requires 1 argument → docker image build [OPTIONS] PATH | URL | - → Run 'docker image build --help' for more information
        network create → 1 → docker: 'docker network create' requires 1 argument → docker network create [OPTIONS] NETWORK → Run 'docker network create --help' for more information
        network create a b → 1 → docker: 'docker network create' requires 1 argument → docker network create [OPTIONS] NETWORK → Run 'docker network create --help' for more information
        network connect → 1 → docker: 'docker network connect' requires 2 arguments → docker network connect [OPTIONS] NETWORK CONTAINER → Run 'docker network connect --help' for more information
        network connect a → 1 → docker: 'docker network connect' requires 2 arguments → docker network connect [OPTIONS] NETWORK CONTAINER → Run 'docker network connect --help' for more information
        network connect a b c → 1 → docker: 'docker network connect' requires 2 arguments → docker network connect [OPTIONS] NETWORK CONTAINER → Run 'docker network connect --help' for more information
        network disconnect a → 1 → docker: 'docker network disconnect' requires 2 arguments → docker network disconnect [OPTIONS] NETWORK CONTAINER → Run 'docker network disconnect --help' for more information
        network inspect → 1 → docker: 'docker network inspect' requires at least 1 argument → docker network inspect [OPTIONS] NETWORK [NETWORK...] → See 'docker network inspect --help' for more information
        network ls x → 1 → docker: 'docker network ls' accepts no arguments → docker network ls [OPTIONS] → Run 'docker network ls --help' for more information
        network rm → 1 → docker: 'docker network rm' requires at least 1 argument → docker network rm NETWORK [NETWORK...] → See 'docker network rm --help' for more information
        network prune x → 1 → docker: 'docker network prune' accepts no arguments → docker network prune [OPTIONS] → Run 'docker network prune --help' for more information
        volume create a b → 1 → docker: 'docker volume create' requires at most 1 argument → docker volume create [OPTIONS] [VOLUME] → Run 'docker volume create --help' for more information
        volume inspect → 1 → docker: 'docker volume inspect' requires at least 1 argument → docker volume inspect [OPTIONS] VOLUME [VOLUME...] → See 'docker volume inspect --help' for more information
        volume ls x → 1 → docker: 'docker volume ls' accepts no arguments → docker volume ls [OPTIONS] → Run 'docker volume ls --help' for more information
        volume rm → 1 → docker: 'docker volume rm' requires at least 1 argument → docker volume rm [OPTIONS] VOLUME [VOLUME...] → See 'docker volume rm --help' for more information
        volume prune x → 1 → docker: 'docker volume prune' accepts no arguments → docker volume prune [OPTIONS] → Run 'docker volume prune --help' for more information
        system df x → 1 → docker: 'docker system df' accepts no arguments → docker system df [OPTIONS] → Run 'docker system df --help' for more information
        system prune x → 1 → docker: 'docker system prune' accepts no arguments → docker system prune [OPTIONS] → Run 'docker system prune --help' for more information
        system info x → 1 → docker: 'docker system info' accepts no arguments → docker system info [OPTIONS] → Run 'docker system info --help' for more information
        info x → 1 → docker: 'docker info' accepts no arguments → docker info [OPTIONS] → Run 'docker info --help' for more information
        events x → 1 → docker: 'docker events' accepts no arguments → docker events [OPTIONS] → Run 'docker events --help' for more information
        version x → 1 → docker: 'docker version' accepts no arguments → docker version [OPTIONS] → Run 'docker version --help' for more information
        search → 1 → docker: 'docker search' requires 1 argument → docker search [OPTIONS] TERM → Run 'docker search --help' for more information
        search a b → 1 → docker: 'docker search' requires 1 argument → docker search [OPTIONS] TERM → Run 'docker search --help' for more information
        login a b → 1 → docker: 'docker login' requires at most 1 argument → docker login [OPTIONS] [SERVER] → Run 'docker login --help' for more information
        logout a b → 1 → docker: 'docker logout' requires at most 1 argument → docker logout [SERVER] → Run 'docker logout --help' for more information
        context show x → 1 → docker: 'docker context show' accepts no arguments → docker context show → Run 'docker context show --help' for more information
        context ls x → 1 → docker: 'docker context ls' accepts no arguments → docker context ls [OPTIONS] → Run 'docker context ls --help' for more information
        context create → 1 → docker: 'docker context create' requires 1 argument → docker context create [OPTIONS] CONTEXT → Run 'docker context create --help' for more information
        context rm → 1 → docker: 'docker context rm' requires at least 1 argument → docker context rm CONTEXT [CONTEXT...] → See 'docker context rm --help' for more information
        context export → 1 → docker: 'docker context export' requires at least 1 and at most 2 arguments → docker context export [OPTIONS] CONTEXT [FILE|-] → Run 'docker context export --help' for more information
        context import a → 1 → docker: 'docker context import' requires 2 arguments → docker context import CONTEXT FILE|- → Run 'docker context import --help' for more information
        stop -t 1 → 1 → docker: 'docker stop' requires at least 1 argument → docker stop [OPTIONS] CONTAINER [CONTAINER...] → See 'docker stop --help' for more information
        stop --signal KILL → 1 → docker: 'docker stop' requires at least 1 argument → docker stop [OPTIONS] CONTAINER [CONTAINER...] → See 'docker stop --help' for more information
        exec -e A=b c → 1 → docker: 'docker exec' requires at least 2 arguments → docker exec [OPTIONS] CONTAINER COMMAND [ARG...] → See 'docker exec --help' for more information
        top -- → 1 → docker: 'docker top' requires at least 1 argument → docker top CONTAINER [ps OPTIONS] → See 'docker top --help' for more information
        rm -- -f
        run img --foo
        run img -z
        exec a b --foo
        exec a ls -la
        top a -ef
        top a aux
        tag a b
        commit a b
        rm a -f
        stop a -t 1
        logs a -f
        ps --no-trunc -a
        run -dit --name x -p80:80 -p 90:90 img
        run --name=x img cmd --name y
        run -- img --foo
        kill a -s HUP
        -D ps
        --debug ps -a
        -- ps
        container run img
        container list
        container ps
        image list
        image remove a
        network list
        network remove a
        volume remove a
        container remove a
        volume list
        """#
}

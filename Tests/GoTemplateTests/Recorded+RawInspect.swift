extension Recorded {
    static let rawInspect = group(
        "RawInspect", of: .raw,
        [
            .init("{{.Id}}", "abcdef0123456789"),
            .init("{{.ID}}", failure: "template: :1:2: executing \"\" at <.ID>: map has no entry for key \"ID\""),
            .init("{{.State.Pid}}", "4242"),
            .init(
                "{{.State.Health}}",
                failure: "template: :1:8: executing \"\" at <.State.Health>: map has no entry for key \"Health\""),
            .init(
                "{{.State.Nope.X}}",
                failure: "template: :1:8: executing \"\" at <.State.Nope.X>: map has no entry for key \"Nope\""),
            .init(
                "{{if eq .State.ExitCode 0}}{{end}}",
                failure:
                    "template: :1:5: executing \"\" at <eq .State.ExitCode 0>: error calling eq: incompatible types for comparison: json.Number and int"
            ),
            .init("{{if .State.ExitCode}}y{{end}}", "y"),
            .init("{{printf `%d %T` .State.Pid .State.Pid}}", "%!d(json.Number=4242) json.Number"),
            .init("{{.State}}", "map[ExitCode:0 Pid:4242 Running:true Status:running]"),
            .init("{{json .State}}", "{\"ExitCode\":0,\"Pid\":4242,\"Running\":true,\"Status\":\"running\"}"),
            .init(
                "{{.Mounts}}",
                "[map[Destination:/data RW:true Source:/var/lib/v Type:volume] map[Destination:/srv RW:false Source:/srv Type:bind]]"
            ),
            .init("{{.Config.Cmd}}", "[nginx -g]"),
            .init("{{join .Config.Cmd ` `}}", "nginx -g"),
            .init("{{(index (index .Ports `80/tcp`) 0).HostPort}}", "8080"),
            .init("{{index .Config.Labels `nope`}}", "<no value>"),
            .init(
                "{{.Config.Labels.nope}}",
                failure: "template: :1:9: executing \"\" at <.Config.Labels.nope>: map has no entry for key \"nope\""),
            .init(
                "{{.Name.Foo}}",
                failure: "template: :1:7: executing \"\" at <.Name.Foo>: can't evaluate field Foo in type interface {}"),
            .init(
                "{{.Args.Foo}}",
                failure: "template: :1:7: executing \"\" at <.Args.Foo>: can't evaluate field Foo in type interface {}"),
            .init("{{range .Mounts}}{{.Source}} {{end}}", "/var/lib/v /srv "),
            .init(
                "{{range .Mounts}}{{.Nope}} {{end}}",
                failure: "template: :1:19: executing \"\" at <.Nope>: map has no entry for key \"Nope\""),
            .init("{{json .Config.Labels}}", "{\"com.x\":\"<y>\",\"z\":\"1\"}"),
            .init("{{.Memory}} {{.Ratio}}", "536870912 0.5"),
            .init(
                "{{.Ports}}",
                "map[443/tcp:<nil> 80/tcp:[map[HostIp:0.0.0.0 HostPort:8080] map[HostIp::: HostPort:8080]]]"),
            .init("{{index .Ports `443/tcp`}}", "<no value>"),
            .init(
                "{{len (index .Ports `443/tcp`)}}",
                failure:
                    "template: :1:2: executing \"\" at <len (index .Ports `443/tcp`)>: error calling len: reflect: call of reflect.Value.Type on zero Value"
            ),
            .init("{{upper .Name}}", "/WEB"),
            .init(
                "{{upper .Args}}",
                failure:
                    "template: :1:8: executing \"\" at <.Args>: wrong type for value; expected string; got []interface {}"
            ),
            .init(
                "{{upper .State.Pid}}",
                failure:
                    "template: :1:14: executing \"\" at <.State.Pid>: wrong type for value; expected string; got json.Number"
            ),
            .init("{{with .Config}}{{.Cmd}}{{end}}", "[nginx -g]"),
            .init("{{index .Mounts 0 `Source`}}", "/var/lib/v"),
            .init("{{.State.Pid | json}}", "4242"),
            .init("{{eq .Name `/web`}}", "true"),
            .init("{{range $k, $v := .Config.Labels}}{{$k}}={{$v}};{{end}}", "com.x=<y>;z=1;"),
        ])
}

extension Recorded {
    static let inspect = group(
        "Inspect", of: .inspect,
        [
            .init("{{.ID}}", "abcdef0123456789"),
            .init(
                "{{.Id}}",
                failure: "template: :1:2: executing \"\" at <.Id>: can't evaluate field Id in type *container.Inspect"),
            .init("{{.Name}}", "/web"),
            .init("{{.State.Status}}", "running"),
            .init("{{.State.Health}}", "<nil>"),
            .init(
                "{{.State.Health.Status}}",
                failure:
                    "template: :1:8: executing \"\" at <.State.Health.Status>: nil pointer evaluating *container.Health.Status"
            ),
            .init("{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}", "none"),
            .init(
                "{{.State.Nope}}",
                failure:
                    "template: :1:8: executing \"\" at <.State.Nope>: can't evaluate field Nope in type *container.State"
            ),
            .init("{{.Args}}", "[-g daemon off;]"),
            .init("{{.Config.Cmd}} {{.Config.Env}}", "[nginx -g] [PATH=/bin A=b c]"),
            .init("{{join .Config.Cmd ` `}}", "nginx -g"),
            .init("{{json .Config.Cmd}}", "[\"nginx\",\"-g\"]"),
            .init(
                "{{json .Config}}",
                "{\"Cmd\":[\"nginx\",\"-g\"],\"Env\":[\"PATH=/bin\",\"A=b c\"],\"Labels\":{\"com.x\":\"<y>\",\"z\":\"1\"},\"ExposedPorts\":{\"80/tcp\":{}},\"User\":\"\"}"
            ),
            .init("{{json .State}}", "{\"Status\":\"running\",\"Running\":true,\"Pid\":4242,\"ExitCode\":0}"),
            .init(
                "{{json .}}",
                "{\"Id\":\"abcdef0123456789\",\"Name\":\"/web\",\"Args\":[\"-g\",\"daemon off;\"],\"State\":{\"Status\":\"running\",\"Running\":true,\"Pid\":4242,\"ExitCode\":0},\"Config\":{\"Cmd\":[\"nginx\",\"-g\"],\"Env\":[\"PATH=/bin\",\"A=b c\"],\"Labels\":{\"com.x\":\"<y>\",\"z\":\"1\"},\"ExposedPorts\":{\"80/tcp\":{}},\"User\":\"\"},\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"/var/lib/v\",\"Destination\":\"/data\",\"RW\":true},{\"Type\":\"bind\",\"Source\":\"/srv\",\"Destination\":\"/srv\",\"RW\":false}],\"Ports\":{\"443/tcp\":null,\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"},{\"HostIp\":\"::\",\"HostPort\":\"8080\"}]},\"Memory\":536870912,\"Ratio\":0.5}"
            ),
            .init(
                "{{json .Mounts}}",
                "[{\"Type\":\"volume\",\"Source\":\"/var/lib/v\",\"Destination\":\"/data\",\"RW\":true},{\"Type\":\"bind\",\"Source\":\"/srv\",\"Destination\":\"/srv\",\"RW\":false}]"
            ),
            .init("{{.Mounts}}", "[{volume /var/lib/v /data true} {bind /srv /srv false}]"),
            .init(
                "{{range .Mounts}}{{.Source}}:{{.Destination}}:{{.RW}} {{end}}",
                "/var/lib/v:/data:true /srv:/srv:false "),
            .init("{{.Config.Labels}}", "map[com.x:<y> z:1]"),
            .init("{{index .Config.Labels `com.x`}}", "<y>"),
            .init("{{index .Config.Labels `nope`}}|", "|"),
            .init("{{.Config.Labels.z}}", "1"),
            .init("{{range $k, $v := .Config.Labels}}{{$k}}={{$v}};{{end}}", "com.x=<y>;z=1;"),
            .init("{{.Ports}}", "map[443/tcp:[] 80/tcp:[{0.0.0.0 8080} {:: 8080}]]"),
            .init("{{(index (index .Ports `80/tcp`) 0).HostPort}}", "8080"),
            .init(
                "{{range $p, $b := .Ports}}{{$p}} -> {{if $b}}{{(index $b 0).HostPort}}{{else}}-{{end}} {{end}}",
                "443/tcp -> - 80/tcp -> 8080 "),
            .init("{{.Memory}} {{.Ratio}}", "536870912 0.5"),
            .init("{{eq .Memory 536870912}}{{gt .Memory 1}}", "truetrue"),
            .init("{{.Config.ExposedPorts}}", "map[80/tcp:{}]"),
            .init("{{.State}}", "{running true 4242 0 <nil>}"),
            .init("{{.Config.User}}|", "|"),
            .init("{{range .Config.Env}}{{println .}}{{end}}", "PATH=/bin\nA=b c\n"),
            .init("{{with .State}}{{.Pid}} {{.Running}}{{end}}", "4242 true"),
            .init("{{index .Args 1}}", "daemon off;"),
            .init("{{range $i, $a := .Args}}{{if $i}}, {{end}}{{$a}}{{end}}", "-g, daemon off;"),
            .init("{{printf `%.3s %d` .ID .State.Pid}}", "abc 4242"),
            .init("{{index .Mounts 0}}", "{volume /var/lib/v /data true}"),
            .init(
                "{{(index .Mounts 5).Type}}",
                failure:
                    "template: :1:3: executing \"\" at <index .Mounts 5>: error calling index: index out of range: 5"),
            .init(
                "{{.Config.Nope.X}}",
                failure:
                    "template: :1:9: executing \"\" at <.Config.Nope.X>: can't evaluate field Nope in type *container.Config"
            ),
            .init("{{eq .State.ExitCode 0}}", "true"),
            .init("{{len .Mounts}}{{len .Config.Labels}}", "22"),
            .init("{{.Ports.Foo}}", "<no value>"),
            .init("{{index .Ports `9/tcp`}}", "[]"),
        ])
}

import DockerFormat
import EngineInterface
import GoTemplate
import OCI

/// Every image, container and volume with what it takes: `docker system df -v`.
struct UsageDetails {
    private let images: [ImageTable.Row]
    private let containers: [ContainerTable.Row]
    private let volumes: [VolumeSummary]
    private let cache: [CacheRow]

    /// A kind of thing that builds keep.
    struct CacheRow: Sendable {
        var id: String
        var type: String
        var part: StoreUsage.Part
    }

    init(_ summary: UsageSummary, now: Int64) {
        let usage = summary.usage
        images = usage.images.map { image in
            // One line an image, under its first name.
            var named = image
            named.names = image.names.filter { !$0.contains("@") }.prefix(1).map { $0 }
            var row =
                ImageTable.rows(of: named, digests: false, digestRows: false, now: now).first
                ?? ImageTable.Row(image: named, repository: "<none>", tag: "<none>", digest: "", now: now)
            row.digest = ""
            row.shared = summary.shared(image)
            row.containers = image.containers
            return row
        }
        containers = usage.containers.map { container in
            var container = container
            // With the image's, sizes would be counted several times.
            container.sizes = container.sizes.map { ($0.own, 0) }
            return ContainerTable.Row(container: container, now: GoTime(nanoseconds: now))
        }
        volumes = usage.volumes
        cache = [
            CacheRow(id: "steps", type: "regular", part: usage.store.buildCache),
            CacheRow(id: "mounts", type: "exec.cachemount", part: usage.store.cacheMounts),
        ].filter { $0.part.count > 0 }
    }

    /// Four tables with titles.
    func tables() throws(FormatError) -> String {
        let format = FormatContext()
        let bytes = cache.reduce(0) { $0 + $1.part.bytes }
        return "Images space usage:\n\n" + (try format.render(images, ImageTable.usageLayout))
            + "\nContainers space usage:\n\n"
            + (try FormatContext(format: Self.containerTable).render(
                containers, ContainerTable.layout(withSizes: true)))
            + "\nLocal Volumes space usage:\n\n"
            + (try FormatContext(format: #"table {{.Name}}\t{{.Links}}\t{{.Size}}"#).render(
                volumes, VolumeListAction.layout))
            + "\nBuild cache usage: \(HumanSize.decimal(bytes))\n\n"
            + (try format.render(cache, Self.cacheLayout))
    }

    private static let containerTable =
        #"table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}"#

    private static let cacheLayout = TableLayout<CacheRow>(
        typeName: "*formatter.buildCacheContext",
        table: #"table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.UsageCount}}\t{{.InUse}}"#,
        columns: [
            .text("ID", "CACHE ID") { $0.id }, .text("CacheType", "CACHE TYPE") { $0.type },
            .text("Size", "SIZE") { HumanSize.decimal($0.part.bytes, digits: 3) },
            .text("UsageCount", "ENTRIES") { String($0.part.count) },
            .text("InUse", "IN USE") { String($0.part.active) },
            .text("Shared", "SHARED") { _ in "false" },
        ])

    /// What a template makes of all four lists: `.Images`, `.Containers`, `.Volumes`, `.BuildCache`.
    func text(format: String) throws -> String {
        let style = TableStyle(truncates: false)
        if format == "raw" { return try raw() }
        do throws(TemplateError) {
            let format = OutputFormat(format)
            let template = try Template(format.templateText)
            func list<Row>(_ rows: [Row], _ layout: TableLayout<Row>) -> TemplateValue {
                .list(rows.map { layout.value(of: $0, style: style) })
            }
            return try template.render(
                .object(
                    TemplateStruct(
                        typeName: "*formatter.diskUsageContext",
                        fields: [
                            .init("Images", list(images, ImageTable.usageLayout)),
                            .init("Containers", list(containers, ContainerTable.layout(withSizes: true))),
                            .init("Volumes", list(volumes, VolumeListAction.layout)),
                            .init("BuildCache", list(cache, Self.cacheLayout)),
                        ])))
        } catch {
            throw CommandFailure(FormatError(error).description)
        }
    }

    private func raw() throws -> String {
        func blocks<Row>(_ type: String, _ rows: [Row], _ layout: TableLayout<Row>) throws -> String {
            var format = FormatContext(format: "raw")
            format.style.truncates = false
            return try rows.map { "type: \(type)\n" + (try format.render([$0], layout)) }.joined()
        }
        return try blocks("Image", images, ImageTable.layout(digests: true))
            + blocks("Container", containers, ContainerTable.layout(withSizes: true))
            + blocks("Volume", volumes, VolumeListAction.layout)
    }
}

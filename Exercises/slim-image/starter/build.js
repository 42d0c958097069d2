// Makes the site in the folder dist: a page for each text in pages, ten pictures, and maps for debugging.
const fs = require('node:fs')
const path = require('node:path')

fs.mkdirSync('dist/pictures', { recursive: true })

// What only the next build would use, to be faster.
fs.mkdirSync('.cache', { recursive: true })
fs.writeFileSync('.cache/pictures', Buffer.alloc(20e6, 'cache'))

const links = []
for (const file of fs.readdirSync('pages').sort()) {
  const name = path.basename(file, '.txt')
  const text = fs.readFileSync(path.join('pages', file), 'utf8').trim()
  fs.writeFileSync(`dist/${name}.html`, `<h1>${name}</h1>\n<p>${text}</p>\n<img src="pictures/${name}.bmp">\n`)
  links.push(`<li><a href="${name}.html">${name}</a></li>`)
}
fs.writeFileSync('dist/index.html', `<h1>The garden</h1>\n<ul>\n${links.join('\n')}\n</ul>\n`)

// A picture of 364 by 364 points, three bytes each, in the format BMP.
function picture(hue) {
  const size = 364
  const head = Buffer.alloc(54)
  head.write('BM')
  head.writeUInt32LE(54 + size * size * 3, 2)
  head.writeUInt32LE(54, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(size, 18)
  head.writeInt32LE(size, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(24, 28)
  const points = Buffer.alloc(size * size * 3)
  for (let i = 0; i < size * size; i++) points.set([hue, (i / size) & 255, i & 255], i * 3)
  return Buffer.concat([head, points])
}
const names = fs.readdirSync('pages').map((file) => path.basename(file, '.txt'))
names.forEach((name, i) => fs.writeFileSync(`dist/pictures/${name}.bmp`, picture(i * 25)))

// Maps tell a debugger where a line comes from. No visitor needs them.
fs.writeFileSync('dist/site.js', 'console.log("the garden")\n//# sourceMappingURL=site.js.map\n')
fs.writeFileSync('dist/site.js.map', JSON.stringify({ version: 3, mappings: 'AAAA;'.repeat(1200000) }))

console.log(`build: ${names.length} pages`)

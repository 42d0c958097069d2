// Serves the folder dist on port 8080.
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const types = { '.html': 'text/html', '.js': 'text/javascript', '.bmp': 'image/bmp' }

http
  .createServer((request, response) => {
    const name = path.normalize(new URL(request.url, 'http://localhost').pathname)
    const file = path.join('dist', name === '/' ? 'index.html' : name)
    fs.readFile(file, (error, content) => {
      if (error) return response.writeHead(404).end('not found\n')
      response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'text/plain' }).end(content)
    })
  })
  .listen(8080)

process.on('SIGTERM', () => process.exit(0))

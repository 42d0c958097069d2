// ping-app: sends a request to TARGET every INTERVAL milliseconds and logs each answer.
//
//   TARGET    where to send it, for example http://target:7000/ping
//             (an argument on the command line goes before the variable)
//   METHOD    GET, POST, ...
//   INTERVAL  milliseconds between two requests

const http = require('node:http');

function setting(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`ping-app: the variable ${name} is not set`);
    process.exit(2);
  }
  return value;
}

const target = process.argv[2] ?? setting('TARGET');
const method = setting('METHOD');
const interval = Number(setting('INTERVAL'));
if (!(interval > 0)) {
  console.error(`ping-app: INTERVAL is "${process.env.INTERVAL}", not a number of milliseconds`);
  process.exit(2);
}

function ping() {
  const request = http.request(target, { method, timeout: 5000 }, (response) => {
    let body = '';
    response.setEncoding('utf8');
    response.on('data', (part) => { body += part; });
    response.on('end', () => {
      console.log(`${method} ${target} -> ${response.statusCode} ${body.trim()}`);
    });
  });
  request.on('timeout', () => request.destroy(new Error('no answer')));
  request.on('error', (error) => console.log(`${method} ${target} -> ${error.message}`));
  request.end();
}

process.on('SIGTERM', () => {
  console.log('ping-app: stopped');
  process.exit(0);
});

console.log(`ping-app: ${method} ${target} every ${interval} ms`);
ping();
setInterval(ping, interval);

// A new connection and a GET every 10 ms: visits.mjs NAME PORT PATH SECONDS. Prints how long they took, connection
// and answer together, as one line.
import { get, Agent } from 'node:http'

const [name, port, path, seconds] = process.argv.slice(2)
const agent = new Agent({ keepAlive: false, maxSockets: Infinity })
const took = []
let bad = 0
const visit = () => new Promise(done => {
  const start = process.hrtime.bigint()
  const asked = get({ port, path, host: '127.0.0.1', agent, timeout: 10000 }, answer => {
    answer.resume()
    answer.on('end', () => { took.push(Number(process.hrtime.bigint() - start) / 1e6); if (answer.statusCode !== 200) bad++; done() })
    answer.on('error', () => { bad++; done() })
  })
  asked.on('error', () => { bad++; done() })
  asked.on('timeout', () => asked.destroy(new Error('too late')))
})
const under_way = []
await new Promise(done => {
  let left = Number(seconds) * 100
  const timer = setInterval(() => { under_way.push(visit()); if (--left <= 0) { clearInterval(timer); done() } }, 10)
})
await Promise.all(under_way)
took.sort((a, b) => a - b)
const at = share => took.length ? took[Math.min(took.length - 1, Math.floor(share * took.length))].toFixed(1) : '-'
console.log(`${name.padEnd(28)} visits ${took.length} bad ${bad} p50_ms ${at(0.5)} p99_ms ${at(0.99)} max_ms ${at(1)}`)

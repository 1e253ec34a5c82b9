// A store that is locked, full or read-only: 503 with Retry-After, nothing acknowledged that is not kept, and service
// again when the store is there again.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const send = (url, n) => call(url, 'POST', '/api/v1/claims', claim(n), { 'idempotency-key': `k${n}` })
const unavailable = (name, answer) => {
  equal(`${name}: status`, answer.status, 503)
  check(`${name}: Retry-After`, Number(answer.headers.get('retry-after')) > 0)
  check(`${name}: repeats nothing`, !/EXEMPLE|FR76|Camille|\//.test(answer.json?.detail ?? ''), answer.text)
}

// ---- locked by another process
{
  const db = join(scratch, 'locked.db')
  const server = await serve(['--store', `sqlite:${db}`])
  equal('before the lock', (await send(server.url, 1)).status, 201)
  const other = spawn('sqlite3', [db], { stdio: ['pipe', 'pipe', 'inherit'] })
  other.stdin.write('BEGIN IMMEDIATE;\nSELECT \'locked\';\n')
  await new Promise(done => other.stdout.once('data', done))
  unavailable('locked', await send(server.url, 2))
  equal('reading goes on', (await call(server.url, 'GET', '/simulateur')).status, 200)
  other.stdin.end('ROLLBACK;\n.quit\n')
  await new Promise(done => other.on('exit', done))
  equal('after the lock, the same key', (await send(server.url, 2)).status, 201)
  await server.stop()
  check('two claims, not three', /^2 files/.test(run(['verify', '--store', `sqlite:${db}`]).out))
}

// ---- full: no file may grow beyond 2 MB
{
  const store = `sqlite:${join(scratch, 'full.db')}`
  const server = await serve(['--store', store], "trap '' XFSZ; ulimit -f 2000")
  const kept = []
  let last
  for (let n = 1; n <= 3000; n++) {
    last = await send(server.url, n)
    if (last.status !== 201) break
    kept.push(last.json.file)
  }
  unavailable('full', last)
  check('some were kept before', kept.length > 10, `${kept.length}`)
  equal('still answering', (await call(server.url, 'GET', '/healthz')).status, 200)
  await server.stop()
  const roomy = await serve(['--store', store])
  equal('room again, the same key', (await send(roomy.url, kept.length + 1)).status, 201)
  await roomy.stop()
  const verified = run(['verify', '--store', store])
  equal('every chain is whole', verified.status, 0)
  equal('as many as acknowledged', Number(verified.out.match(/^(\d+) files/)?.[1]), kept.length + 1)
}

// ---- gone while it runs, and unreachable from the start
{
  const db = join(scratch, 'gone.db')
  const missing = run(['verify', '--store', `sqlite:${join(scratch, 'no', 'folder.db')}`])
  equal('no such folder', missing.status, 1)
  equal('a store without its key', (() => {
    run(['token', '--store', `sqlite:${db}`, '--role', 'clerk', '--body', '*', '--name', 'x'])
    rmSync(`${db}.key`)
    return run(['verify', '--store', `sqlite:${db}`]).status !== 0 && !existsSync(`${db}.key`)
  })(), true)
  if (process.getuid() !== 0) {
    chmodSync(db, 0o400)
    equal('read-only', run(['rebuild', '--store', `sqlite:${db}`]).status, 1)
  }
}
end()

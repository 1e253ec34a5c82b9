// A store that is locked, full or read-only: 503 with Retry-After, nothing acknowledged that is not kept, and service
// again when the store is there again.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { abri, call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

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

// ---- who asks cannot be looked up: that is not to be a stranger
{
  const db = join(scratch, 'looked.db'), store = `sqlite:${db}`
  const token = run(['token', '--store', store, '--role', 'clerk', '--body', '*', '--name', 'clerk']).out.trim()
  const server = await serve(['--store', store])
  const sql = words => spawnSync('sqlite3', [db, words], { encoding: 'utf8' }).status
  const queue = () => call(server.url, 'GET', '/api/v1/duties', undefined, { authorization: `Bearer ${token}` })
  const page = at => call(server.url, 'GET', at, undefined, { cookie: `__Host-s=${'A'.repeat(43)}; __Host-f=${'A'.repeat(43)}` })
  equal('looked up', [(await queue()).status, (await page('/bureau')).status], [200, 200])
  equal('the tables go', sql('ALTER TABLE tokens RENAME TO tokens_away; ALTER TABLE sessions RENAME TO sessions_away'), 0)
  unavailable('a token that cannot be looked up', await queue())
  equal('a session that cannot', [(await page('/bureau')).status, (await page('/bureau/paiements')).status, (await page('/suivi')).status], [503, 503, 503])
  equal('help is shown', [(await page('/aide')).status, (await page('/simulateur')).status], [200, 200])
  equal('and come back', sql('ALTER TABLE tokens_away RENAME TO tokens; ALTER TABLE sessions_away RENAME TO sessions'), 0)
  equal('looked up again', (await queue()).status, 200)
  equal('another token is bad all the same', (await call(server.url, 'GET', '/api/v1/duties', undefined, { authorization: `Bearer ${'A'.repeat(43)}` })).status, 401)
  await server.stop()
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
}

// ---- there, and not to be used: one sentence, exit 1, the store as it was
{
  const folder = join(scratch, 'held')
  mkdirSync(folder)
  const db = join(folder, 'held.db'), store = `sqlite:${db}`
  const commands = [['verify', '--store', store], ['rebuild', '--store', store], ['serve', '--store', store, '--listen', '127.0.0.1:0'],
    ['token', '--store', store, '--role', 'clerk', '--body', '*', '--name', 'y'], ['migrate', '--store', store]]
  const started = await serve(['--store', store])
  equal('a claim', (await send(started.url, 1)).status, 201)
  await started.stop()
  run(['verify', '--store', store]) // the log is emptied into the database
  const all = (name, words, before = '', who = []) => {
    const kept = readFileSync(db)
    for (const args of commands) {
      const [first, ...rest] = [...who, 'bash', '-c', `${before}exec "$0" "$@"`, abri, ...args]
      const said = spawnSync(first, rest, { encoding: 'utf8', timeout: 60000 })
      equal(`${name}: abri ${args[0]}: exit`, said.status, 1)
      check(`${name}: abri ${args[0]}: one sentence`, words.test(said.stderr) && said.stderr.trim().split('\n').length === 1, said.stderr)
      equal(`${name}: abri ${args[0]}: nothing printed`, said.stdout, '')
    }
    check(`${name}: it is as it was`, readFileSync(db).equals(kept))
  }
  const version = spawnSync('sqlite3', [db, 'PRAGMA user_version'], { encoding: 'utf8' }).stdout.trim()
  spawnSync('sqlite3', [db, 'PRAGMA user_version = 99'])
  all('a newer schema', /^abri: store: expected a store not newer than this program\n$/)
  spawnSync('sqlite3', [db, `PRAGMA user_version = ${version}`])
  commands.splice(0, commands.length, ...commands.filter(([name]) => name === 'serve' || name === 'token')) // the others find nothing to write
  // as root nothing is read-only: another account looks at files that are not its own
  const nobody = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
  chmodSync(db, 0o444)
  chmodSync(`${db}.key`, process.getuid() === 0 ? 0o600 : 0o400)
  if (nobody.length) for (const path of [scratch, folder]) chmodSync(path, 0o755)
  if (nobody.length) chownSync(`${db}.key`, 65534, 65534)
  all('read-only', /^abri: store: (expected a database that can be opened and read|the journal cannot be reached, is full or is locked)\n$/, '', nobody)
  chmodSync(db, 0o600)
  if (nobody.length) chownSync(`${db}.key`, 0, 0)
  all('full', /^abri: store: /, `trap '' XFSZ; ulimit -f 1; `)
  equal('and used again', run(['verify', '--store', store]).status, 0)
}
end()

// What a server can do to an office: it stops in the middle of a request or of its end, is away for a while, becomes
// read-only, has no room. Nothing acknowledged is lost, nothing is there twice, everybody is answered meanwhile.
import { execFileSync, spawnSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { build, call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const folder = process.argv[3]
const store = `postgresql://keeper@/journey?host=${folder}`
const sql = (words, database = 'journey') =>
  execFileSync('psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'keeper', '-d', database, '-c', words], { encoding: 'utf8' }).trim()
const send = (url, n) => call(url, 'POST', '/api/v1/claims', claim(n), { 'idempotency-key': `k${n}`, connection: 'close' })
  .catch(() => ({ status: 0, text: 'no answer', headers: new Headers() }))
// Asked again until it is answered otherwise than "not now": as anybody's program would, with the same key.
async function persist(url, n) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await send(url, n)
    if (answer.status !== 503 && answer.status !== 0) return answer
    await new Promise(done => setTimeout(done, 50))
  }
  return { status: 0, text: 'never answered' }
}
const files = () => Number(run(['verify', '--store', store]).out.match(/^(\d+) files/)?.[1])

// ---- the tables first, then the office; a second time there is nothing to do
equal('migrate makes', [run(['migrate', '--store', store])].map(r => [r.status, r.out.trim()]), [[0, 'made, version 3']])
equal('and does nothing more', run(['migrate', '--store', store]).out.trim(), 'version 3 already')
equal('without a key', spawnSync(join(build, 'abri'), ['verify', '--store', store], { env: { PATH: process.env.PATH }, encoding: 'utf8' }).status, 2)

// ---- a relay in the place of the server, which can cut a connection once the server has heard COMMIT
let cut = 'never' // or: before, after (the server has done it; nobody is told)
const relay = createServer(ours => {
  const theirs = connect(join(folder, '.s.PGSQL.5432'))
  const part = () => { ours.destroy(); theirs.destroy() }
  let ending = false
  ours.on('data', bytes => {
    if (cut !== 'never' && bytes.includes('COMMIT')) {
      if (cut === 'before') return part()
      ending = true
    }
    theirs.write(bytes)
  })
  theirs.on('data', bytes => ending && bytes.includes('COMMIT') ? part() : ours.write(bytes)) // its own word that it is done
  for (const one of [ours, theirs]) one.on('close', part), one.on('error', part)
})
await new Promise(done => relay.listen(join(scratch, '.s.PGSQL.5432'), done))
const server = await serve(['--store', `postgresql://keeper@/journey?host=${scratch}`, '--workers', '2'])
equal('a claim', (await send(server.url, 1)).status, 201)
for (const [n, when] of [[2, 'before'], [3, 'after']]) {
  cut = when
  let answer = await send(server.url, n)
  const heads = () => sql('SELECT COUNT(*) FROM heads'), wanted = when === 'after' ? '3' : '1'
  // a worker about to be replaced may close what has knocked and said nothing yet, and the end that was cut may be that
  // of another turn of the request: the claim's own follows, at a later try
  for (let tries = 0; tries < 100 && (answer.status === 0 || (answer.status === 503 && heads() !== wanted)); tries++) answer = await send(server.url, n)
  cut = 'never'
  equal(`the connection is lost ${when} the end: nobody is sure`, answer.status, 503)
  check('it says to come again', Number(answer.headers.get('retry-after')) > 0)
  equal(`and the claim is ${when === 'after' ? '' : 'not '}there`, heads(), wanted)
  equal('the same key finds out', (await persist(server.url, n)).status, 201)
  equal('once', sql('SELECT COUNT(*) FROM heads'), String(n))
}
const twice = await Promise.all([persist(server.url, 4), persist(server.url, 4)])
equal('two at once under one key', [...twice.map(a => a.status), twice[0].json?.file === twice[1].json?.file], [201, 201, true])

// ---- the server is there and says nothing: its processes are stopped, and the kernel keeps their connections
const clerk = { authorization: `Bearer ${run(['token', '--store', store, '--role', 'clerk', '--body', '*', '--name', 'x']).out.trim()}`, 'abri-purpose': 'instruct' }
let stopped = []
for (let tries = 0; tries < 200 && stopped.length < 2; tries++) { // a worker just replaced has asked nothing yet
  await Promise.all([persist(server.url, 4), persist(server.url, 4)])
  stopped = sql("SELECT pid FROM pg_stat_activity WHERE datname = 'journey' AND pid <> pg_backend_pid()").split('\n').filter(Boolean).map(Number)
}
check('its processes for us', stopped.length >= 2, stopped)
for (const pid of stopped) process.kill(pid, 'SIGSTOP')
const asked = { ...clerk, connection: 'close' }
const hung = await Promise.all([send(server.url, 40), call(server.url, 'GET', '/api/v1/duties', undefined, asked)])
equal('silence is "not now"; nobody is told that a token is bad', hung.map(answer => answer.status), [503, 503])
equal('and the same key is taken by who takes the place', (await persist(server.url, 40)).status, 201)
for (const pid of stopped) process.kill(pid, 'SIGCONT')
equal('once', sql('SELECT COUNT(*) FROM heads'), '5')

// ---- who was let in before the connection was lost is answered, not shut out
const single = await serve(['--store', store, '--workers', '1'])
const born = Date.now() // a worker young by a second is not replaced yet
while (Date.now() - born < 1500) await call(single.url, 'GET', '/simulateur', undefined, { connection: 'close' })
const question = path => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${clerk.authorization}\r\nAbri-Purpose: instruct\r\n\r\n`
const letIn = [...Array(16)].map(() => {
  const socket = connect(Number(new URL(single.url).port), '127.0.0.1')
  let heard = '', look = () => {}
  socket.on('data', bytes => { heard += bytes; look() })
  socket.on('error', () => {}) // then it closes
  socket.on('close', () => { heard += 'HTTP/1.1 closed'; look() })
  const ask = path => new Promise(done => {
    heard = ''
    look = () => { const answer = heard.match(/HTTP\/1.1 (\w+)/); if (answer) done(answer[1]) }
    socket.write(question(path))
  })
  return { socket, ask }
})
const askAll = path => Promise.all(letIn.map(one => one.ask(path)))
equal('sixteen keep their connection', await askAll('/healthz'), letIn.map(() => '200'))
sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'journey' AND pid <> pg_backend_pid()", 'postgres')
equal('another learns that the store is away', (await call(single.url, 'GET', '/api/v1/duties', undefined, asked)).status, 503)
equal('and so does who asks next over a connection that stood', await askAll('/api/v1/duties'), letIn.map(() => '503'))
for (const { socket } of letIn) socket.destroy()
await single.stop()

// ---- the server is gone for a while: pages that need nothing are there, others say when to come again
const control = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', 'pg', 'server.sh')
const stream = Promise.all([5, 6, 7, 8].map(n => persist(server.url, n)))
execFileSync(control, ['crash', folder])
const after = await stream
equal('a crash in the middle of a stream', after.map(a => a.status), [201, 201, 201, 201])
equal('none lost, none twice', files(), 9)
equal('a page of no store', (await call(server.url, 'GET', '/simulateur')).status, 200)

// ---- read-only, full
sql('ALTER DATABASE journey SET default_transaction_read_only = on', 'postgres')
sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'journey' AND pid <> pg_backend_pid()", 'postgres')
const shut = run(['verify', '--store', store])
equal('read-only from the start', [shut.status, shut.err.trim().split('\n').length], [1, 1])
check('in one sentence', /can be written to/.test(shut.err), shut.err)
let refused = await send(server.url, 9)
for (let tries = 0; tries < 100 && refused.status === 0; tries++) refused = await send(server.url, 9)
equal('read-only while it serves', refused.status, 503)
// Who is in a session is not sent to sign in again, nor she to her code; what needs nobody's name goes on, the exit first.
const insider = { cookie: `__Host-s=${'A'.repeat(43)}; __Host-f=${'A'.repeat(43)}`, connection: 'close' }
async function page(path) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await call(server.url, 'GET', path, undefined, insider).catch(() => null)
    if (answer) return [path, answer.status]
  }
}
for (const [path, status] of [['/bureau', 503], ['/suivi', 503], ['/bureau/paiements', 503], ['/simulateur', 200], ['/aide', 200], ['/quitter', 303]])
  equal('a page for who is in a session', await page(path), [path, status])
sql('ALTER DATABASE journey RESET default_transaction_read_only', 'postgres')
equal('and back', (await persist(server.url, 9)).status, 201)
sql(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full' USING ERRCODE = 'disk_full'; END $$;
  CREATE TRIGGER full_disk BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION full_disk()`)
let full = await send(server.url, 10)
for (let tries = 0; tries < 100 && full.status === 0; tries++) full = await send(server.url, 10)
equal('full', full.status, 503)
check('repeats nothing', !/EXEMPLE|FR76|Camille|disk|postgres/.test(full.text), full.text)
sql('DROP TRIGGER full_disk ON journal')
equal('room again', (await persist(server.url, 10)).status, 201)
await server.stop()
relay.close()
equal('as many as acknowledged', files(), 11)

// ---- a copy of the database shows nothing of anybody, nor does what the server keeps on its disk
const dump = execFileSync('pg_dump', ['-h', folder, '-U', 'keeper', 'journey'], { maxBuffer: 1 << 28 })
check('T24: a copy holds the store', dump.includes('COPY public.journal') && dump.includes('abri schema 3'))
sql('CHECKPOINT')
// Five digits stand among the millions of a column of bytes by chance: those are searched as their hex alone.
const words = dump.toString('latin1').replace(/\\\\x[0-9a-f]*/g, '')
check('T24: what is not bytes is searched as it is', words.includes('COPY public.journal') && words.length < dump.length / 2)
const hers = ['EXEMPLE', 'Camille', 'FR7699999000010000000000115', '71316']
const hex = word => Buffer.from(word).toString('hex')
equal('T24: nothing readable in a copy', hers.filter(word => words.includes(word) || dump.includes(hex(word))), [])
for (const word of hers)
  equal(`T24: nor in the server's own files and log: ${hers.indexOf(word)}`,
    spawnSync('grep', ['-rlaF', word, join(folder, 'data'), join(folder, 'log')], { encoding: 'utf8' }).stdout, '')
check('T24: the search does find', spawnSync('grep', ['-rlaF', 'claim_received', join(folder, 'data')], { encoding: 'utf8' }).status === 1 &&
  spawnSync('grep', ['-rlaF', 'ring_vault', join(folder, 'data')], { encoding: 'utf8' }).status === 0)
end()

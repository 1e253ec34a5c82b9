// What she sends: cleaned of what it tells, sealed, given out as a download that can do nothing; refused when it is
// harmful, damaged, something else, or when nobody can look at it.
import { createServer } from 'node:net'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const sample = name => readFileSync(new URL(`../reference/uploads/${name}`, import.meta.url))
const db = join(scratch, 'attachments.db'), store = `sqlite:${db}`
const token = (role, body, name) => run(['token', '--store', store, '--role', role, '--body', body, '--name', name]).out.trim()
const clerk = { authorization: `Bearer ${token('clerk', 'CAF-59', 'agent un')}`, 'abri-purpose': 'instruct' }
const other = { authorization: `Bearer ${token('clerk', 'CAF-13', 'agent deux')}`, 'abri-purpose': 'instruct' }
const police = { authorization: `Bearer ${token('police', 'PN-59', 'unité')}` }
const told = /MARQUEUR|marqueur|EXEMPLE|GPS|JavaScript|2025:11:20/

let server = await serve(['--store', store])
const made = await call(server.url, 'POST', '/api/v1/claims', claim(1), { 'content-type': 'application/json', 'idempotency-key': 'k1' })
const file = made.json.file
const path = `/api/v1/files/${file}/attachments`
// Bytes as they are, in and out.
const send = async (bytes, { kind = 'complaint', who = clerk, type = 'application/octet-stream', at = path, url = server.url } = {}) => {
  const answer = await fetch(`${url}${at}?kind=${kind}`, { method: 'POST', body: bytes, headers: { ...who, 'content-type': type } })
  const text = await answer.text()
  let json = null
  try { json = JSON.parse(text) } catch { /* none */ }
  return { status: answer.status, json, text }
}
const take = async (n, who = clerk, at = path) => {
  const answer = await fetch(`${server.url}${at}?n=${n}`, { headers: who })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

equal('the clerk takes the file', (await call(server.url, 'POST', `/api/v1/files/${file}/assignment`, '', { ...clerk, 'idempotency-key': 'a1' })).status, 201)

await takes()
await refuses()
await largest()
await downloads()
await cleaner()
await server.stop()
await scanner()
sealed()
end()

async function takes() {
  for (const [n, name] of ['told.jpg', 'told.png', 'told.pdf', 'progressive.jpg'].entries()) {
    const sent = await send(sample(name))
    equal(`${name} is taken`, [sent.status, sent.json], [201, { n }])
    const back = await take(n)
    equal(`${name} comes back`, back.status, 200)
    check(`${name} tells nothing any more`, back.bytes.length > 100 && !told.test(back.bytes.toString('latin1')))
    equal(`${name} is a download that can do nothing`, ['content-disposition', 'x-content-type-options', 'cache-control'].map(h => back.headers.get(h)),
      [`attachment; filename="piece-${n + 1}.${name.slice(-3)}"`, 'nosniff', 'no-store'])
    check(`${name}: no page of ours for a browser`, /sandbox/.test(back.headers.get('content-security-policy')))
  }
  const list = await call(server.url, 'GET', path, undefined, clerk)
  equal('the list', list.json.attachments.map(a => [a.n, a.kind, a.type]),
    [[0, 'complaint', 'jpeg'], [1, 'complaint', 'png'], [2, 'complaint', 'pdf'], [3, 'complaint', 'jpeg']])
}

async function refuses() {
  for (const [name, bytes, more] of [
    ['a text', Buffer.from('bonjour')],
    ['a program', Buffer.from('MZ\x90\0')],
    ['a page', Buffer.from('<html><script>alert(1)</script>')],
    ['a page that says it is a picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { type: 'image/jpeg' }],
    ['half a picture', sample('told.jpg').subarray(0, 1500)],
    ['a picture with a broken chunk', Buffer.concat([sample('plain.png').subarray(0, 60), Buffer.from('x'), sample('plain.png').subarray(61)])],
    ['pages under a password', sample('locked.pdf')],
    ['nothing', Buffer.alloc(0)],
    ['a kind that is none', sample('plain.jpg'), { kind: 'secret' }],
  ]) {
    const answer = await send(bytes, more)
    equal(name, answer.status, 400)
    check(`${name}: what is accepted is said, the file is not repeated`, answer.json?.detail !== undefined && !/MARQUEUR|script|bonjour/.test(answer.text), answer.text)
  }
  equal('without a token', (await send(sample('plain.jpg'), { who: {} })).status, 401)
  equal('by another body', (await send(sample('plain.jpg'), { who: police })).status, 403)
  equal('by another fund', (await send(sample('plain.jpg'), { who: other })).status, 404)
  equal('read by another fund', (await take(0, other)).status, 404)
  equal('to a file that is not there', (await send(sample('plain.jpg'), { at: '/api/v1/files/000000000000/attachments' })).status, 404)
  for (const n of ['99', '-1', 'x', '4']) equal(`n=${n}`, [200, 404].includes((await take(n)).status), true)
  equal('one that was not sent', (await take(4)).status, 404)
  equal('nothing was added', (await call(server.url, 'GET', path, undefined, clerk)).json.attachments.length, 4)
}

// Ten megabytes and no more; the worker's memory bears it.
async function largest() {
  const big = Buffer.concat([sample('plain.jpg').subarray(0, -2), Buffer.alloc(10 * 1024 * 1024 - sample('plain.jpg').length, 0x41), Buffer.from([0xFF, 0xD9])])
  equal('ten megabytes', [big.length, (await send(big)).status], [10 * 1024 * 1024, 201])
  check('come back whole', (await take(4)).bytes.equals(big))
  const more = await send(Buffer.concat([big.subarray(0, -2), Buffer.alloc(1, 0x41), big.subarray(-2)]))
  equal('one byte more', more.status, 400)
  equal('far more', (await send(Buffer.alloc(11 * 1024 * 1024, 0x41))).status, 413)
  equal('a large body where none is expected', (await call(server.url, 'POST', '/api/v1/assess', 'x'.repeat(200000))).status, 413)
}

// A form of the page, with the session's word, and one without.
async function downloads() {
  const said = run(['account', '--store', store, '--role', 'clerk', '--body', 'CAF-59', '--name', 'agent un', '--one-factor'], 'essai-sans-valeur\n')
  equal('an account', said.status, 0)
  const entered = await call(server.url, 'POST', '/bureau/entrer', 'name=agent+un&password=essai-sans-valeur', { 'content-type': 'application/x-www-form-urlencoded' })
  const cookie = { cookie: entered.headers.get('set-cookie')?.split(';')[0] }
  const page = await call(server.url, 'GET', `/bureau/dossier/${file}/pieces`, undefined, cookie)
  equal('the page of what was sent', page.status, 200)
  const csrf = page.text.match(/name="csrf" value="(\w+)"/)[1]
  const form = word => {
    const data = new FormData()
    data.set('csrf', word)
    data.set('kind', 'protection_order')
    data.set('document', new Blob([sample('told.png')]), 'Camille EXEMPLE chez le docteur.png')
    return fetch(`${server.url}/bureau/dossier/${file}/pieces`, { method: 'POST', body: data, headers: cookie, redirect: 'manual' }).then(a => a.status)
  }
  equal('with another word', await form('0'.repeat(64)), 403)
  equal('with the session\'s', await form(csrf), 303)
  const after = await call(server.url, 'GET', `/bureau/dossier/${file}/pieces`, undefined, cookie)
  check('it is listed', (after.text.match(/\/piece\?n=/g) ?? []).length === 6)
  check('the name she gave it is not kept', !/docteur/.test(after.text))
  const wrong = new FormData()
  wrong.set('csrf', csrf)
  wrong.set('kind', 'complaint')
  wrong.set('document', new Blob(['bonjour']), 'a.jpg')
  wrong.set('kind', 'protection_order')
  const refused = await fetch(`${server.url}/bureau/dossier/${file}/pieces`, { method: 'POST', body: wrong, headers: cookie, redirect: 'manual' })
  const back = await refused.text()
  check('what is accepted is said on the page', refused.status === 400 && /JPEG ou PNG/.test(back))
  check('at the top and beside the field', back.includes('<a href="#document">') && /id="faute_document">[^<]*JPEG ou PNG/.test(back) &&
    /<input id="document"[^>]* aria-describedby="aide_document faute_document" aria-invalid="true"/.test(back), back)
  check('what it shows is kept', back.includes('<option value="protection_order" selected>'), back)
}

// The process that takes files apart dies: nothing is taken meanwhile, and it comes back.
async function cleaner() {
  const helpers = readdirSync('/proc').filter(p => /^\d+$/.test(p)).filter(p => {
    try {
      return readFileSync(`/proc/${p}/comm`, 'utf8').trim() === 'abri-documents' &&
        readFileSync(`/proc/${p}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(server.child.pid)
    } catch { return false }
  })
  equal('one process for it', helpers.length, 1)
  process.kill(Number(helpers[0]), 'SIGKILL')
  const answers = []
  for (let i = 0; i < 200 && answers.at(-1) !== 201; i++) answers.push((await send(sample('plain.jpg'))).status)
  check('no page without protection while it is gone', answers.every(s => s === 503 || s === 201), JSON.stringify(answers))
  equal('and it comes back', answers.at(-1), 201)
}

// clamd's part played here: what it calls harmful, what it says oddly, and its silence.
async function scanner() {
  const folder = mkdtempSync(join(tmpdir(), 'abri-clamd-')), socket = join(folder, 'clamd.sock')
  chmodSync(folder, 0o755) // as clamd's own: the process that asks is nobody
  let verdict = 'stream: OK\0', scanned = 0
  const clamd = createServer(client => {
    let got = Buffer.alloc(0)
    client.on('error', () => {})
    client.on('data', piece => {
      got = Buffer.concat([got, piece])
      if (got.length < 14 || got.readUInt32BE(got.length - 4) !== 0) return
      if (got.subarray(0, 10).toString() !== 'zINSTREAM\0') return
      scanned++
      client.end(verdict)
    })
  })
  await new Promise(done => clamd.listen(socket, done))
  chmodSync(socket, 0o666)
  server = await serve(['--store', store, '--clamd', socket])
  equal('harmless', (await send(sample('plain.jpg'))).status, 201)
  verdict = 'stream: Eicar-Signature FOUND\0'
  const harmful = await send(sample('plain.jpg'))
  equal('harmful', harmful.status, 400)
  check('its name is not told', !/Eicar/.test(harmful.text))
  for (const odd of ['', 'stream: OK', 'INSTREAM size limit exceeded. ERROR\0', 'stream: OK FOUND and more\0', 'x'.repeat(600)]) {
    verdict = odd
    equal(`"${odd.slice(0, 12)}" is no word for harmless`, (await send(sample('plain.jpg'))).status, 503)
  }
  check('it was asked each time', scanned === 7, scanned)
  await new Promise(done => clamd.close(done))
  equal('a scanner that is gone', (await send(sample('plain.jpg'))).status, 503)
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

// Nothing of what was sent can be read on the disk.
function sealed() {
  const words = [sample('plain.jpg').subarray(-60), Buffer.from('complaint'), Buffer.from('DCTDecode'), Buffer.from('IHDR')]
  for (const end of ['', '-wal']) {
    let bytes
    try { bytes = readFileSync(db + end) } catch { continue }
    equal(`nothing of it in the store${end}`, words.map(w => bytes.includes(w)), [false, false, false, false])
  }
}

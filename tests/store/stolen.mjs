// T24: whoever carries the database away without its key reads nothing of her in it; after `abri keys destroy` nobody does,
// key or not; a restore without the key opens nothing. A store is filled over HTTP by people whose every word is a marker,
// then its files are searched as bytes for each marker in every spelling it could lie there.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { abri, call, check, claim, end, equal, journey, legalDay, letters, run, scratch, serve } from '../lib.mjs'

const people = 9
const folder = join(scratch, 'office')
mkdirSync(folder)
const path = join(folder, 'office.db'), store = `sqlite:${path}`
const sql = query => spawnSync('sqlite3', [path, query], { encoding: 'utf8' }).stdout.trim()

// ---- who she is: every word is hers alone. What else is kept of a person is added here.
const iban = n => {
  const branch = 10000 + n, account = 98765400000 + n * 7
  const key = 97 - (89 * 99999 + 15 * branch + 3 * account) % 97
  const bban = `99999${branch}${account}${String(key).padStart(2, '0')}`
  return `FR${String(98n - BigInt(`${bban}152700`) % 97n).padStart(2, '0')}${bban}`
}
const day = (n, year = 1970) => `${year + n}-0${1 + n % 9}-1${n % 10}`
function someone(n) {
  const word = letters(n + 700)
  const made = claim(n, { requested_on: legalDay(-5), documents: [{ kind: 'complaint', dated: legalDay(-10) }], resources_cents: 340000, children: [{ born_on: `20${10 + n % 10}-0${1 + n % 9}-2${n % 9}` }] })
  made.person = { family_name: `Exemplevol ${word}`, given_names: `Camillette ${word}`, born_on: day(n),
    address: { lines: [`${n} impasse Zorglub ${word}`, `chez Introuvable ${word}`], postcode: `599${10 + n}`, city: `Perdueville ${word}` },
    phone: `06 39 98 7${n % 10} ${10 + n}`, email: `camillette.${word.toLowerCase()}@exemple.test` }
  made.safe_contact = { channel: 'phone', value: `07 39 98 7${n % 10} ${10 + n}`, hours: `entre midi et deux ${word}`,
    words: `dites que c'est la bibliothèque ${word}`, code_word: `libellule-${word}` }
  made.partner = { family_name: `Exemplebourreau ${word}`, given_names: `Dominiquet ${word}`, born_on: day(n, 1940) }
  made.payment = { iban: iban(n), holder: `Camillette Exemplevol ${word}`, seen_by_others: false }
  return made
}
const words = value => typeof value === 'object' && value !== null ? Object.values(value).flatMap(words) : typeof value === 'string' ? [value] : []
const markersOf = made => [...words(made.person), ...words(made.safe_contact).slice(1), ...words(made.partner), made.payment.iban, made.payment.holder,
  made.request.children[0].born_on].filter(word => word.length >= 8)

// ---- every spelling in which it could lie in a file
function spellings(marker) {
  const forms = [marker, marker.toUpperCase(), marker.toLowerCase(), marker.normalize('NFD'), marker.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
    encodeURIComponent(marker), encodeURIComponent(marker).replaceAll('%20', '+'), JSON.stringify(marker).slice(1, -1),
    [...marker].reverse().join(''), marker.replace(/[ -]/g, '')]
  const bytes = forms.flatMap(form => {
    const utf8 = Buffer.from(form)
    const base64 = [0, 1, 2].map(shift => Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64').slice(shift ? 4 : 0, -4))
    return [utf8, Buffer.from(form, 'utf16le'), Buffer.from(form, 'latin1'), Buffer.from(utf8.toString('hex')), Buffer.from(utf8.toString('hex').toUpperCase()),
      ...base64.map(b => Buffer.from(b)), ...base64.map(b => Buffer.from(b.replaceAll('+', '-').replaceAll('/', '_')))]
  })
  const date = marker.match(/^(\d{4})-(\d\d)-(\d\d)$/)
  if (date) { // as a number, either end first, and as the program holds a day; alone, four bytes would be met by chance
    const number = Number(date.slice(1).join('')), big = Buffer.alloc(8), little = Buffer.alloc(8)
    big.writeBigInt64BE(BigInt(number)), little.writeBigInt64LE(BigInt(number))
    bytes.push(Buffer.from(String(number)), Buffer.from([...String(number)].reverse().join('')), Buffer.from(`${date[3]}/${date[2]}/${date[1]}`), big, little)
  }
  return bytes.filter(b => b.length >= 7)
}
const filesOf = where => readdirSync(where).filter(name => !name.endsWith('.key')).map(name => [name, readFileSync(join(where, name))])
// Every place of every file is looked at once: the first four bytes lead to the needles that begin so.
function found(where, markers) {
  const by = new Map()
  for (const needle of markers.flatMap(spellings)) {
    const start = needle.readInt32LE(0)
    by.set(start, [...by.get(start) ?? [], needle])
  }
  const hits = new Set()
  for (const [name, bytes] of filesOf(where))
    for (let at = 0; at + 4 <= bytes.length; at++)
      for (const needle of by.get(bytes.readInt32LE(at)) ?? [])
        if (bytes.subarray(at, at + needle.length).equals(needle)) hits.add(`${name}: ${needle.toString('latin1')}`)
  return [...hits]
}

// ---- a life in the office
const token = role => ({ authorization: `Bearer ${run(['token', '--store', store, '--role', role, '--body', '*', '--name', role]).out.trim()}` })
const clerk = token('clerk')
const server = await serve(['--store', store, '--workers', '2'])
const files = [], markers = []
for (let n = 0; n < people; n++) {
  const made = someone(n)
  const answer = await call(server.url, 'POST', '/api/v1/claims', made, { 'idempotency-key': `T24-${n}` })
  if (!check('T24: a claim is taken', answer.status === 201, answer.text)) continue
  files.push(answer.json.file)
  markers.push(markersOf(made))
  await call(server.url, 'GET', `/api/v1/files/${answer.json.file}`, undefined, clerk)
}
equal('T24: a file for each', new Set(files).size, people)
// Somebody who is still writing, with a code and a photograph; and what she sent stands in a file of hers too.
const writing = someone(people), photo = readFileSync(new URL('../reference/uploads/plain.jpg', import.meta.url)), draft = journey(server.url)
await draft.walk({ contact_channel: 'phone', contact_value: writing.safe_contact.value, contact_hours: writing.safe_contact.hours, contact_words: writing.safe_contact.words,
  code_word: writing.safe_contact.code_word, family_name: writing.person.family_name, given_names: writing.person.given_names, born_on: writing.person.born_on,
  line1: writing.person.address.lines[0], line2: writing.person.address.lines[1], postcode: writing.person.address.postcode, city: writing.person.address.city,
  department: '59', resources: '3400', document_kind: 'complaint', document_dated: '2025-11-20' }, 'pages', 'oui')
const body = new FormData()
for (const [name, value] of [['etape', 'pages'], ['aller', 'suite']]) body.append(name, value)
body.append('photo', new Blob([photo]), 'IMG_0001.jpg')
const sent = await fetch(`${server.url}/demande`, { method: 'POST', body, redirect: 'manual', headers: { cookie: draft.cookie } })
await draft.look()
equal('T24: a draft with a photograph', [sent.status, draft.at()], [303, 'compte'])
const mine = { ...clerk, 'abri-purpose': 'instruct' }
await call(server.url, 'POST', `/api/v1/files/${files[1]}/assignment`, '', { ...mine, 'idempotency-key': 'T24-a' })
const attached = await fetch(`${server.url}/api/v1/files/${files[1]}/attachments?kind=complaint`, { method: 'POST', body: photo, headers: mine })
equal('T24: a photograph in a file', attached.status, 201)
equal('T24: both lie in parts', Number(sql('SELECT (SELECT COUNT(*) FROM draft_pages) > 0')), 1)
markers.push(markersOf(writing).filter(m => ![...words(writing.partner), writing.payment.iban, writing.payment.holder, writing.request.children[0].born_on].includes(m)),
  [draft.code.join(' '), draft.code.join('-'), draft.cookie.split('=')[1]])
const picture = photo.subarray(-50, -2) // of its light and colours
const given = Buffer.from(await (await fetch(`${server.url}/api/v1/files/${files[1]}/attachments?n=0`, { headers: mine })).arrayBuffer())
check('T24: which is given out with them', given.includes(picture))
const all = markers.flat()
check('T24: the markers are many', all.length >= 15 * people, all.length)
const readable = run(['case', 'show', files[0], '--store', store])
check('T24: the keeper of the key reads', readable.status === 0 && readable.out.includes('340000'), readable.err)

// A backup made meanwhile, by somebody without the key.
const copies = join(scratch, 'copies')
mkdirSync(copies)
equal('T24: a backup', run(['backup', copies, '--store', store]).status, 0)
check('T24: the search finds in it too', found(copies, ['claim_received', 'ring_vault']).length > 0)
equal('T24: nothing of anybody in a backup', found(copies, all), [])
check('T24: nor of a photograph in it', !filesOf(copies).some(([, bytes]) => bytes.includes(picture)))

// In the log beside the database while it is served, then in the database once it is closed.
equal('T24: the files of a running store', filesOf(folder).map(([name]) => name).sort(), ['office.db', 'office.db-shm', 'office.db-wal'])
check('T24: the search does find', found(folder, ['claim_received', 'ring_vault']).length > 0)
equal('T24: nothing of anybody in a running store', found(folder, all), [])
await server.stop()
spawnSync('sqlite3', [path, 'PRAGMA wal_checkpoint(TRUNCATE)'])
equal('T24: nothing of anybody in a closed store', found(folder, all), [])
check('T24: nor of a photograph', !filesOf(folder).some(([, bytes]) => bytes.includes(picture)))
equal('T24: nor the key', filesOf(folder).filter(([, bytes]) => {
  const digits = readFileSync(`${path}.key`, 'latin1').trim()
  return bytes.includes(digits) || bytes.includes(Buffer.from(digits, 'hex'))
}).length, 0)

// ---- a restore on a machine without the key
const elsewhere = join(scratch, 'restored')
mkdirSync(elsewhere)
copyFileSync(path, join(elsewhere, 'office.db'))
const restored = `sqlite:${join(elsewhere, 'office.db')}`
for (const args of [['verify'], ['case', 'show', files[0]], ['keys', 'due'], ['rebuild'], ['keys', 'public']]) {
  const said = run([...args, '--store', restored])
  check(`T24: ${args.join(' ')} without the key`, said.status !== 0 && said.out === '', said.out)
}
check('T24: no key is made for a store that has lost its own', !existsSync(join(elsewhere, 'office.db.key')))
equal('T24: a wrong key is made', run(['keys', 'generate', join(elsewhere, 'wrong.key')]).status, 0)
check('T24: a wrong key opens nothing', run(['verify', '--store', restored, '--key', join(elsewhere, 'wrong.key')]).status === 2)

// ---- erased: the holder of the key cannot read either
const gone = files.filter((_, i) => i % 3 === 0), kept = files.filter((_, i) => i % 3 !== 0)
const number = file => file.replaceAll('-', '')
const sealed = sql(['body FROM file_keys', 'vault FROM file_keys', 'sealed FROM vault', 'blind FROM identities']
  .map(what => `SELECT lower(hex(${what.split(' ')[0]})) FROM ${what.split(' FROM ')[1]} WHERE file IN (${gone.map(number)})`).join(' UNION ALL '))
  .split('\n').map(hex => Buffer.from(hex, 'hex').subarray(0, 24))
check('T24: what was sealed of them is in the store', sealed.length >= 6 * gone.length && sealed.every(b => filesOf(folder).some(([, bytes]) => bytes.includes(b))), sealed.length)
const early = run(['keys', 'destroy', gone[0], '--store', store, '--reason', 'retention'])
check('T24: a file is not erased before its time', early.status === 2 && /not before 20\d\d-|nothing open/.test(early.err), early.err)
equal('T24: nor without a reason', run(['keys', 'destroy', gone[0], '--store', store, '--anyway']).status, 2)
equal('T24: it is still there', run(['case', 'show', gone[0], '--store', store]).status, 0)
const erased = run(['keys', 'destroy', ...gone, '--store', store, '--reason', 'request', '--anyway'])
equal('T24: erased on request', [erased.status, erased.out.match(/: erased$/gm)?.length], [0, gone.length])
for (const file of gone) {
  const said = run(['case', 'show', file, '--store', store])
  check('T24: an erased file is not there', said.status === 2 && said.out === '', said.out + said.err)
}
equal('T24: the others are', kept.filter(file => run(['case', 'show', file, '--store', store]).status !== 0), [])
equal('T24: no page keeps a remainder', sealed.filter(b => filesOf(folder).some(([, bytes]) => bytes.includes(b))).length, 0)
equal('T24: nothing of anybody after erasure', found(folder, all), [])
equal('T24: keys, vault, identities, answers, projections', sql(`SELECT (SELECT COUNT(*) FROM file_keys WHERE file IN (${gone.map(number)}) AND (body <> x'' OR vault <> x''))
  + (SELECT COUNT(*) FROM vault WHERE file IN (${gone.map(number)})) + (SELECT COUNT(*) FROM identities WHERE file IN (${gone.map(number)}))
  + (SELECT COUNT(*) FROM idempotency WHERE file IN (${gone.map(number)})) + (SELECT COUNT(*) FROM summaries WHERE file IN (${gone.map(number)}))
  + (SELECT COUNT(*) FROM duties WHERE file IN (${gone.map(number)})) + (SELECT COUNT(*) FROM orders WHERE file IN (${gone.map(number)}))`), '0')
const verified = run(['verify', '--store', store])
check('T24: the chains still verify', verified.status === 0 && verified.out.includes(`${gone.length} erased`), verified.out + verified.err)
check('T24: nothing is rebuilt of them', /, 0 differed, 0 set aside/.test(run(['rebuild', '--store', store]).out))
equal('T24: erasing again changes nothing', run(['keys', 'destroy', gone[0], '--store', store, '--reason', 'request', '--anyway']).out.trim(), `${gone[0]}: was erased already`)

const again = await serve(['--store', store, '--workers', '1'])
const same = await call(again.url, 'POST', '/api/v1/claims', someone(0), { 'idempotency-key': 'T24-0' })
check('T24: her next claim is a new one', same.status === 201 && same.json.file !== gone[0], same.text)
const [there, never] = await Promise.all([gone[0], '1000-0000-0009'].map(file => call(again.url, 'GET', `/api/v1/files/${file}`, undefined, clerk)))
equal('T24: an erased file answers like one that never was', [there.status, there.text], [never.status, never.text])
await again.stop()

// ---- a new master key: the old one opens nothing, not even with the ring as it was
equal('T24: a new key', run(['keys', 'generate', join(folder, 'new.key')]).status, 0)
equal('T24: never over another', run(['keys', 'generate', join(folder, 'new.key')]).status, 2)
const ring = sql("SELECT lower(hex(value)) FROM meta WHERE name IN ('ring_body', 'ring_vault', 'ring_head')").split('\n').map(hex => Buffer.from(hex, 'hex').subarray(0, 24))
const before = run(['keys', 'public', '--store', store]).out
check('T24: the key of the anchors', /^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/]{59}=\n-----END PUBLIC KEY-----\n$/.test(before), before)
const rotated = run(['keys', 'rotate', '--store', store, '--new-key', join(folder, 'new.key')])
check('T24: rotated', rotated.status === 0 && rotated.out.startsWith(`${kept.length + 1} files rewrapped, 0 left`), rotated.out + rotated.err)
equal('T24: the old key is refused', run(['verify', '--store', store]).status, 2)
equal('T24: the old ring is gone', ring.filter(b => filesOf(folder).some(([, bytes]) => bytes.includes(b))).length, 0)
const key = ['--key', join(folder, 'new.key')]
equal('T24: the new key opens every file', kept.filter(file => run(['case', 'show', file, '--store', store, ...key]).status !== 0), [])
check('T24: the chains verify under it', run(['verify', '--store', store, ...key]).status === 0)
equal('T24: anchors are verified with the same key', run(['keys', 'public', '--store', store, ...key]).out, before)
const after = await serve(['--store', store, ...key, '--workers', '1']), resumed = journey(after.url)
await resumed.act({ faire: 'reprendre', mots: draft.code.join(' ') })
equal('T24: her code goes on under the new key', resumed.at(), 'compte')
await after.stop()
const credentials = spawnSync(abri, ['verify', '--store', store], { encoding: 'utf8',
  env: { ...process.env, CREDENTIALS_DIRECTORY: (copyFileSync(join(folder, 'new.key'), join(elsewhere, 'abri.key')), elsewhere) } })
equal('T24: the key as a credential of the service', credentials.status, 0)
equal('T24: nothing of anybody after rotation', found(folder, all), [])
end()

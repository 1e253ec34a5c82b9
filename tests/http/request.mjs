// The journey of a request from outside: what nonsense does to it, what its cookie opens and until when, what a wrong code
// costs, whom a draft belongs to, and that sending twice makes one claim.
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { asked, call, check, end, equal, journey, questions, run, scratch, serve } from '../lib.mjs'

const db = join(scratch, 'request.db'), store = `sqlite:${db}`
const server = await serve(['--store', store, '--workers', '2'])
const sql = query => spawnSync('sqlite3', [db, query], { encoding: 'utf8' }).stdout.trim()
const files = () => Number.parseInt(run(['verify', '--store', store]).out)
const person = { contact_channel: 'phone', contact_value: '01 00 00 00 00', code_word: 'hirondelle', family_name: 'EXEMPLE', given_names: 'Camille',
  born_on: '1990-01-01', department: '59', beneficiary_of: 'caf', resources: '713,16', children: '2', document_kind: 'complaint',
  document_dated: '2025-11-20', iban: 'FR7699999000010000000000115', seen_by_others: 'no', repay_if_loan: 'yes', report_proceedings: 'yes' }

equal('at most twelve questions', [asked({}).length, asked(person).length, questions.length], [11, 12, 12])
await counted()
await whole()
await nonsense()
await codes()
await others()
await late()
await server.stop()
end()

// The questions she really meets, from the first to the summary: with as little as a request can say, and with everything.
async function counted() {
  const { family_name, given_names, born_on, department, resources } = person
  const lengths = []
  for (const answers of [{ contact_channel: 'desk', family_name, given_names, born_on, department, resources }, person]) {
    const her = journey(server.url), met = new Set()
    await her.act({ faire: 'commencer' })
    await her.act({ etape: 'code', code: 'non' })
    while (her.at() !== 'relire' && !met.has(her.at())) {
      met.add(her.at())
      await her.act({ etape: her.at(), aller: 'suite', ...answers })
    }
    equal('to the summary, no question twice', her.at(), 'relire')
    lengths.push(met.size)
    await her.act({ faire: 'arreter' })
  }
  console.log(`questions of a request: ${Math.min(...lengths)} to ${Math.max(...lengths)}`)
  check('twelve at most', Math.max(...lengths) <= 12 && lengths[0] < lengths[1], lengths)
}

async function whole() {
  const her = journey(server.url)
  const first = await her.look()
  equal('the first page sets nothing', [first.status, first.headers.getSetCookie().length, first.headers.get('cache-control')], [200, 0, 'no-store'])
  await her.post({ faire: 'commencer' })
  const set = her.last.headers.getSetCookie()
  check('one cookie, bound to the site, gone with the browser', set.length === 1 && /^__Host-p=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/.test(set[0]), set)
  equal('back to the one address', [her.last.status, her.last.headers.get('location')], [303, '/demande'])
  await her.act({ etape: 'code', code: 'non' })
  await her.goOn(person, 'relire')
  equal('nothing yet', files(), 0)
  await Promise.all(Array.from({ length: 4 }, () => her.post({ etape: 'relire', aller: 'envoyer' })))
  equal('sent four times at once, one claim', files(), 1)
  const receipt = await her.look()
  check('the receipt', /\d{4}-\d{4}-\d{4}/.test(receipt.text) && !/EXEMPLE|Camille|FR76/.test(receipt.text))
  equal('the draft keeps nothing else', sql('SELECT COUNT(*), SUM(length(code)), (SELECT COUNT(*) FROM draft_pages) FROM drafts'), '1|0|0')
  await her.act({ faire: 'arreter' })
  equal('and goes with its session', [her.cookie, sql('SELECT COUNT(*) FROM drafts')], ['', '0'])
}

// Whatever is sent, at whatever point: an answer of ours, never a breakdown, never an answer recorded where it is not asked.
async function nonsense() {
  const her = journey(server.url)
  await her.walk(person, 'moyens')
  const bodies = ['', 'etape', 'etape=', 'etape=%zz', 'etape=moyens&aller=%00', 'etape=relire&aller=envoyer', 'etape=recu', 'etape=montre', 'etape=code&code=oui',
    'etape=moyens&aller=envoyer&aller=suite&at=recu&once=x&file=1', `etape=moyens&resources=${'9'.repeat(5000)}`, 'etape=moyens&resources=-1&children=%F0%9F%98%80',
    `${'a=1&'.repeat(127)}a=1`, `${'a=1&'.repeat(200)}a=1`, 'faire=x', 'faire=reprendre', 'faire=reprendre&mots=%FF', `faire=reprendre&mots=${'abeille '.repeat(3000)}`]
  for (const body of bodies) {
    const answer = await her.call('POST', body, { 'content-type': 'application/x-www-form-urlencoded' })
    check(`nonsense: ${body.slice(0, 40)}`, [303, 400].includes(answer.status), answer.status)
  }
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x', 'application/json', 'text/plain']) {
    const answer = await her.call('POST', '--x\r\nContent-Disposition: form-data; name="etape"\r\n\r\nmoyens\r\n', { 'content-type': type })
    check(`nonsense as ${type}`, [303, 400].includes(answer.status), answer.status)
  }
  for (const cookie of ['__Host-p=', '__Host-p=x', `__Host-p=${'A'.repeat(43)}`, `__Host-p=${'A'.repeat(4000)}`]) {
    const answer = await call(server.url, 'POST', '/demande', 'etape=moyens&aller=suite', { cookie, 'content-type': 'application/x-www-form-urlencoded' })
    check(`a cookie of somebody's own making (${cookie.length})`, [400, 403].includes(answer.status) && !/EXEMPLE/.test(answer.text), answer.status)
  }
  for (const method of ['PUT', 'DELETE', 'PATCH']) equal(`${method} does nothing`, (await her.call(method)).status, 405)
  const elsewhere = await her.call('POST', 'etape=moyens&aller=suite&resources=1', { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' })
  equal('another site cannot answer for her', elsewhere.status, 403)
  await her.look()
  equal('she is where she was', her.at(), 'moyens')
  await her.goOn(person, 'relire')
  check('with her answers', /713,16/.test(her.last.text) && /EXEMPLE/.test(her.last.text))
  equal('and nothing was sent', files(), 1)
  await her.act({ faire: 'arreter' })
}

// A code opens its draft, wherever; what is none costs nothing, what opens nothing costs time, in the same words.
async function codes() {
  const her = journey(server.url)
  await her.walk(person, 'lieu', 'oui')
  equal('six words', her.code.length, 6)
  check('shown once', !(await her.look()).text.includes(her.code.join('</li>')))
  await her.act({ faire: 'arreter' })
  const again = journey(server.url)
  const resume = mots => again.act({ faire: 'reprendre', mots })
  for (const typed of ['', 'abeille', her.code.slice(1).join(' '), ['bonsoir', ...her.code.slice(1)].join(' ')])
    for (let i = 0; i < 3; i++) equal('no code costs nothing', (await resume(typed)).status, 400)
  const wrong = 'azur route guide cadran pollen juillet'
  const refused = []
  for (let i = 0; i < 3; i++) refused.push(await resume(wrong))
  spawnSync('sqlite3', [db, 'UPDATE attempts SET failures = 20']) // a quarter of an hour, however slow the machine
  refused.push(await resume(wrong))
  equal('a code that opens nothing costs time', refused.map(r => r.status), [403, 403, 403, 429])
  check('how long', Number(refused[3].headers.get('retry-after')) > 0 && /Trop d/.test(refused[3].text))
  equal('the same words each time', [refused[1].text, refused[2].text], [refused[0].text, refused[0].text])
  spawnSync('sqlite3', [db, 'DELETE FROM attempts'])
  await resume(her.code.join('-').toUpperCase())
  equal('the code opens it', [again.last.status, again.at()], [200, 'lieu'])
  await again.goOn(person, 'relire')
  check('with what was written', /EXEMPLE/.test(again.last.text))
  equal('one session at a time', (await her.look()).text.includes('EXEMPLE'), false)
  spawnSync('sqlite3', [db, `UPDATE drafts SET touched_at = touched_at - ${31 * 86400}000000`])
  await again.act({ faire: 'arreter' })
  equal('a month later nobody opens it', (await resume(her.code.join(' '))).status, 403)
  await her.post({ faire: 'commencer' })
  equal('and it is erased', sql('SELECT COUNT(*) FROM drafts'), '1')
  await her.act({ faire: 'arreter' })
}

// A helper's pages are the helper's; the public ones stay online, whatever is sent.
async function others() {
  equal('no session, no helper', (await call(server.url, 'GET', '/bureau/demande')).status, 303)
  const her = journey(server.url)
  await her.walk(person, 'relire')
  const before = files()
  await her.act({ etape: 'relire', aller: 'envoyer', channel: 'police', at: 'recu' })
  const file = her.last.text.match(/\d{4}-\d{4}-\d{4}/)[0]
  equal('received', files(), before + 1)
  const shown = run(['case', 'show', file, '--store', store]).out
  check('online', /"online"/.test(shown) && !/"police"/.test(shown), shown.slice(0, 300))
  await her.act({ faire: 'arreter' })
}

// Three minutes later the session shows nothing; an answer that comes then is kept for who has the code.
async function late() {
  const her = journey(server.url)
  await her.walk(person, 'moyens', 'oui')
  spawnSync('sqlite3', [db, 'UPDATE drafts SET touched_at = touched_at - 181000000'])
  const cookie = her.cookie
  const sent = await her.post({ etape: 'moyens', aller: 'suite', resources: '812,34', children: '3', beneficiary_of: 'msa' })
  check('late: said so, nothing shown', sent.status === 403 && !/EXEMPLE|812,34/.test(sent.text) && /votre code permet de continuer/.test(sent.text), sent.status)
  her.cookie = cookie
  check('late: the old cookie shows nothing', !/EXEMPLE|812,34/.test((await her.look()).text))
  equal('late: it is no cookie any more', her.cookie, '')
  await her.act({ faire: 'reprendre', mots: her.code.join(' ') })
  equal('late: with the code', her.at(), 'moyens')
  check('late: what was sent is there', /812,34/.test(her.last.text))
  await her.act({ faire: 'arreter' })
  const none = journey(server.url)
  await none.walk(person, 'moyens')
  spawnSync('sqlite3', [db, 'UPDATE drafts SET touched_at = touched_at - 181000000'])
  const lost = await none.post({ etape: 'moyens', aller: 'suite', resources: '812,34' })
  check('late, without a code: nothing is kept, and said', /rien n(&#39;|')est gardé/.test(lost.text) && !/812,34/.test(lost.text))
}

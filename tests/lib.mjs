// What the tests from outside share: a server of our own on a free port, calls to it, and a count that ends with
// "N passed, N failed". Nothing here sleeps: it waits for what the program says.
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

let passed = 0, failed = 0, skipped = 0

export function check(name, good, detail = '') {
  if (good) { passed++; return true }
  failed++
  console.log(`FAIL ${name} ${detail}`)
  return false
}
export function equal(name, found, expected) {
  const a = JSON.stringify(found), b = JSON.stringify(expected)
  return check(name, a === b, `expected ${b}, got ${a}`)
}
export function skip(name, why) { skipped++; console.log(`skipped: ${name}: ${why}`) }
export function end() {
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  process.exit(failed ? 1 : 0)
}

export const build = process.argv[2]
export const abri = join(build, 'abri')

// What the program logged in all tests, looked through at the end of the run (tools/logs scan).
export const logs = join(dirname(build), 'logs', 'program.log')
mkdirSync(dirname(logs), { recursive: true })
const logged = words => { if (words) appendFileSync(logs, words) }

// Runs a command to its end: { status, out, err }.
export function run(args, input = '') {
  const r = spawnSync(abri, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  logged(r.stderr)
  return { status: r.status, out: r.stdout, err: r.stderr }
}

export const scratch = mkdtempSync(join(tmpdir(), 'abri-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

// Starts `abri serve` in a process group of its own and waits for the address it prints.
// `before`: shell words run before it, such as a limit. `limits`: those of an address are kept.
export function serve(args, before = ':', limits = false) {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `${before}; exec "$0" "$@"`, abri, 'serve', '--listen', '127.0.0.1:0',
      ...limits ? [] : ['--limits', 'off'], ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = '', complained = ''
    const ended = new Promise(done => child.on('exit', (code, signal) => done({ code, signal })))
    child.stderr.on('data', d => { complained += d; logged(d) })
    child.stdout.on('data', d => {
      said += d
      const address = said.match(/^(https?:\/\/127\.0\.0\.1:\d+)\/$/m)
      if (address) {
        resolve({ url: address[1], child, ended, said: () => said, complained: () => complained,
          stop: async () => { try { process.kill(-child.pid, 'SIGTERM') } catch { /* gone */ } return ended },
          kill: async () => { try { process.kill(-child.pid, 'SIGKILL') } catch { /* gone */ } return ended } })
      }
    })
    child.on('exit', code => reject(new Error(`serve ended with ${code}: ${complained}`)))
  })
}

export async function call(url, method, path, body, headers = {}, signal = undefined) {
  const answer = await fetch(url + path, { method, headers, redirect: 'manual', signal,
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body) })
  const text = await answer.text()
  let json = null
  try { json = JSON.parse(text) } catch { /* a page */ }
  return { status: answer.status, headers: answer.headers, text, json }
}

// A browser without scripts: it keeps its cookies and sends forms.
export function browser(url) {
  const jar = new Map()
  const ask = async (method, path, fields) => {
    const answer = await call(url, method, path, fields && new URLSearchParams(fields).toString(),
      { ...fields && { 'content-type': 'application/x-www-form-urlencoded' }, cookie: [...jar].map(pair => pair.join('=')).join('; ') })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/)
      if (/Max-Age=0/.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return { jar, ask, get: path => ask('GET', path), post: (path, fields) => ask('POST', path, fields) }
}
// What a page shows: the secret of its forms, the ticket of a desk, the six words of a code.
export const csrfOf = page => page.text.match(/name="csrf" value="(\w+)"/)?.[1]
export const ticketOf = page => page.text.match(/class="number">([\d ]+)</)?.[1]
export const wordsOf = page => [...page.text.matchAll(/<li>([a-z]+)<\/li>/g)].map(m => m[1]).join(' ')

// A claim of somebody who does not exist; `n` makes each another person.
export function claim(n, request = {}) {
  return {
    channel: 'online',
    request: { requested_on: '2025-11-25', department: '59', resources_cents: 71316, children: 2,
      beneficiary_of: 'caf', documents: [{ kind: 'complaint', dated: '2025-11-20' }], ...request },
    person: { family_name: `EXEMPLE ${letters(n)}`, given_names: 'Camille', born_on: '1990-01-01' },
    safe_contact: { channel: 'desk' },
    payment: { iban: 'FR7699999000010000000000115', holder: 'Camille EXEMPLE', seen_by_others: false },
    consents: { departement: false, association: false },
    undertakings: { repay_if_loan: true, report_proceedings: true },
  }
}
export function letters(n) {
  let word = ''
  do { word = String.fromCharCode(65 + n % 26) + word; n = Math.floor(n / 26) } while (n > 0)
  return word
}

// ---- a request, one question a page

// The questions in their order and the fields of each, as the program has them.
export const questions = [...readFileSync(new URL('../src/web/questions.def', import.meta.url), 'utf8')
  .matchAll(/^QUESTION\(\w+, *"(\w+)", *(\w+), *"([^"]*)",/gm)]
  .map(([, word, asked, fields]) => ({ word, onlyDocumented: asked === 'DOCUMENTED', fields: fields.split(' ').filter(Boolean) }))
export const asked = answers => questions.filter(q => !q.onlyDocumented || answers.document_kind)

// A browser without a screen: it keeps the cookie of the journey, sends forms, follows back to the one address.
export function journey(url, { path = '/demande', headers = {}, hidden = {} } = {}) {
  const her = { cookie: '', last: null }
  her.call = async (method, body, more = {}) => {
    her.last = await call(url, method, path, body, { 'accept-language': 'fr', ...headers, ...more,
      cookie: [headers.cookie, her.cookie].filter(Boolean).join('; ') })
    for (const set of her.last.headers.getSetCookie()) {
      const [, name, value] = set.match(/^([^=]+)=([^;]*)/)
      if (name === '__Host-p') her.cookie = value && !/Max-Age=0/.test(set) ? `${name}=${value}` : ''
    }
    return her.last
  }
  her.look = () => her.call('GET')
  her.post = async fields => her.call('POST', new URLSearchParams({ ...hidden, ...fields }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' })
  her.at = () => her.last.text.match(/name="etape" value="(\w+)"/)?.[1] ?? null
  // Sends, then shows where that leads.
  her.act = async fields => {
    const sent = await her.post(fields)
    return sent.status === 303 ? her.look() : sent
  }
  // From the beginning to a question, the summary ("relire"), or the receipt ("recu").
  her.walk = async (answers, until = 'recu', code = 'non') => {
    await her.act({ faire: 'commencer', accord: 'yes' })
    await her.act({ etape: 'code', code })
    if (code === 'oui') {
      her.code = [...her.last.text.matchAll(/<li>([a-z]{4,12})<\/li>/g)].map(([, word]) => word)
      await her.act({ etape: 'montre' })
    }
    return her.goOn(answers, until)
  }
  her.goOn = async (answers, until = 'recu') => {
    const left = asked(answers)
    for (const { word, fields } of left.slice(left.findIndex(q => q.word === her.at()))) {
      if (word === until) return her.last
      await her.act({ etape: word, aller: 'suite', ...Object.fromEntries(fields.filter(f => answers[f]).map(f => [f, answers[f]])) })
    }
    return until === 'relire' ? her.last : her.act({ etape: 'relire', aller: 'envoyer' })
  }
  return her
}

// The legal day, which is that of Paris: from 22 or 23 h UTC on it is another than the clock's.
export const legalDay = (days = 0) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date(Date.now() + days * 86400000))

// What the tests from outside share: a server of our own on a free port, calls to it, and a count that ends with
// "N passed, N failed". Nothing here sleeps: it waits for what the program says.
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
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

export async function call(url, method, path, body, headers = {}) {
  const answer = await fetch(url + path, { method, headers, redirect: 'manual',
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body) })
  const text = await answer.text()
  let json = null
  try { json = JSON.parse(text) } catch { /* a page */ }
  return { status: answer.status, headers: answer.headers, text, json }
}

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

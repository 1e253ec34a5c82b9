// wapiti crawls and attacks the pages in a session of each role; sqlmap tries each parameter of the forms and of the
// interface with that role's cookie or token. What either calls a finding fails.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const seconds = Number(process.argv[3] ?? 60)
const store = `sqlite:${join(scratch, 'attack.db')}`
const source = name => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8')
const roles = [...source('store/roles.def').matchAll(/^ROLE\((\w+),\s*"(\w+)"/gm)].map(m => m[2])
const password = 'essai-sans-valeur'
for (const role of roles)
  run(['account', '--store', store, '--role', role, '--body', 'CAF-59', '--name', `page-${role}`, '--one-factor'], `${password}\n`)
const server = await serve(['--store', store, '--workers', '2'])
const made = await call(server.url, 'POST', '/api/v1/claims', claim(1), { 'content-type': 'application/json', 'idempotency-key': 'k1' })
equal('a claim', made.status, 201)
const file = made.json.file
const routes = [...source('web/routes.def').matchAll(/^ROUTE\((\w+),\s*"([^"]+)"/gm)].map(([, method, path]) => ({ method, path: path.replace('{}', file) }))
check('routes are read', routes.length > 40)

const entered = async role => {
  const answer = await call(server.url, 'POST', '/bureau/entrer', `name=page-${role}&password=${password}`, { 'content-type': 'application/x-www-form-urlencoded' })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
const tool = (name, args) => spawnSync(name, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: (seconds + 120) * 1000 })

for (const role of ['nobody', ...roles]) {
  const cookie = role === 'nobody' ? '' : await entered(role)
  if (role !== 'nobody') check(`${role} is in`, cookie.includes('='))
  const report = join(scratch, `wapiti-${role}.json`)
  const pages = routes.filter(r => r.method === 'GET' && !r.path.startsWith('/api/') && !/quitter|sortir/.test(r.path))
  tool('wapiti', ['-u', `${server.url}/simulateur`, '--scope', 'domain', ...pages.flatMap(r => ['-s', server.url + r.path]),
    '-x', `${server.url}/quitter`, '-x', `${server.url}/bureau/sortir`, '-H', `Cookie: ${cookie || 'a=b'}`, '--flush-session', '--no-bugreport',
    '-m', 'crlf,exec,file,permanentxss,redirect,sql,ssrf,xss,xxe', '--max-scan-time', String(seconds), '--max-attack-time', String(Math.ceil(seconds / 3)),
    '-v', '0', '-f', 'json', '-o', report])
  let found = null
  try { found = Object.entries(JSON.parse(readFileSync(report)).vulnerabilities).flatMap(([kind, list]) => list.map(v => `${kind} ${v.path}`)) } catch { /* none written */ }
  equal(`wapiti as ${role}`, found, [])
  // every address with a parameter, in path, query or form
  const requests = join(scratch, `requests-${role}`)
  mkdirSync(requests)
  const lines = routes.map(r => r.method === 'GET'
    ? `GET ${r.path}?l=fr&skip=1&n=1&max=2 HTTP/1.1\nHost: ${new URL(server.url).host}\nCookie: ${cookie || 'a=b'}\n\n`
    : `POST ${r.path} HTTP/1.1\nHost: ${new URL(server.url).host}\nCookie: ${cookie || 'a=b'}\nContent-Type: application/x-www-form-urlencoded\n\nname=a&password=b&do=grant&expected=1&csrf=x&kind=person&purpose=instruct&reason=r`)
  lines.forEach((text, i) => writeFileSync(join(requests, `${i}.txt`), text))
  const said = lines.map((_, i) => tool('sqlmap', ['-r', join(requests, `${i}.txt`), '--batch', '--level', '1', '--risk', '1', '--technique', 'BE', '--smart', '--threads', '2',
    '--timeout', '5', '--retries', '0', '--flush-session', '--output-dir', join(scratch, 'sqlmap'), '--disable-coloring', '--skip-waf']).stdout ?? '').join('\n')
  check(`sqlmap as ${role} looked`, (said.match(/starting @/g) ?? []).length === lines.length)
  equal(`sqlmap as ${role}`, said.match(/is vulnerable|injectable\b(?!.*not)|identified the following injection/gi)?.filter(w => !/not/.test(w)) ?? [], [])
}
equal('the server still answers', (await call(server.url, 'GET', '/healthz')).status, 200)
equal('no worker died', server.complained().match(/ended by signal|bug at/g), null)
await server.stop()
end()

// wapiti crawls and attacks the pages in a session of each role, and of her behind both secrets; sqlmap tries each parameter
// of the forms and of the interface with that role's cookie or token. What either calls a finding fails.
import { spawn } from 'node:child_process'
import http from 'node:http'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { browser, call, check, claim, csrfOf, end, equal, run, scratch, serve, ticketOf, wordsOf } from '../lib.mjs'

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

// What would end the session that is being tried is not passed on. (wapiti's own exclusions break on Python 3.11.)
const door = http.createServer(async (request, answer) => {
  const parts = []
  try { for await (const part of request) parts.push(part) } catch { return }
  const body = Buffer.concat(parts)
  if (/^\/(quitter|bureau\/sortir)/.test(request.url) || /\bdo=fermer\b/.test(body.toString('latin1'))) {
    answer.writeHead(404).end()
    return
  }
  const { method, headers, url: path } = request, { hostname: host, port } = new URL(server.url)
  const on = http.request({ host, port, method, path, headers: { ...headers, host: `${host}:${port}` } }, got => {
    answer.writeHead(got.statusCode, got.rawHeaders)
    got.pipe(answer)
  })
  on.on('error', () => answer.destroy())
  on.end(body)
})
await new Promise(done => door.listen(0, '127.0.0.1', done))
const url = `http://127.0.0.1:${door.address().port}`

// The session of a role: its cookie, and the secret of its forms.
async function entered(role) {
  if (role === 'nobody') return { cookie: 'a=b', secret: 'x' }
  const it = browser(server.url), home = role === 'herself' ? '/suivi' : '/bureau'
  if (role === 'herself') {
    await it.post('/suivi', { code: hers })
    await it.post('/suivi', { second: 'le chat de la voisine' })
  } else {
    await it.post('/bureau/entrer', { name: `page-${role}`, password })
  }
  let page = await it.get(home)
  if (page.status === 303) page = await it.get(page.headers.get('location')) // whose door is another page
  const secret = csrfOf(page) ?? (page.status === 200 ? 'x' : undefined)
  check(`${role} is in`, it.jar.size > 0 && secret !== undefined, page.status)
  return { cookie: [...it.jar].map(pair => pair.join('=')).join('; '), secret }
}
async function secondSecret() {
  const desk = browser(server.url), her = browser(server.url)
  await desk.post('/bureau/entrer', { name: 'page-clerk', password })
  await desk.post(`/bureau/dossier/${file}/prendre`, { csrf: csrfOf(await desk.get(`/bureau/dossier/${file}`)), purpose: 'instruct' })
  const made = await desk.post(`/bureau/dossier/${file}/code`, { csrf: csrfOf(await desk.get(`/bureau/dossier/${file}`)), word: '', seen: 'yes' })
  const ticket = ticketOf(made)
  return wordsOf(await her.post('/suivi', { ticket, faire: '1', secret: 'le chat de la voisine', encore: 'le chat de la voisine' }))
}
const hers = await secondSecret()
check('she has both secrets', hers.split(' ').length === 6, hers)

// The fields of the pages of a journey: /suivi's, /demande's, else those of an office.
const journeys = { suivi: /^(suivi|code|changer|contact|pieces)/, demande: /^(demande|donnees|etape|relire|repri|recu)/, simulateur: /^(questions|simulateur|resultat)/, aide: /^aide/ }
const family = path => Object.keys(journeys).find(name => path.includes(name))
const pageFolder = new URL('../../src/web/pages/', import.meta.url)
const named = name => readdirSync(pageFolder).filter(page => name ? journeys[name].test(page) : !Object.values(journeys).some(j => j.test(page)) || /^(contact|pieces)/.test(page))
  .flatMap(page => [...readFileSync(new URL(page, pageFolder), 'utf8').matchAll(/ name="(\w+)"/g)].map(m => m[1]))
const usual = { name: 'a', password: 'b', expected: 1, kind: 'person', purpose: 'instruct', reason: 'r', ici: 'accueil' }
const fieldsOf = (path, secret) => ({ ...Object.fromEntries(named(family(path)).map(name => [name, usual[name] ?? '1'])),
  do: family(path) === 'suivi' ? 'lettres' : 'grant', csrf: secret, file })

// Both tools ask through the door, which is ours: it must go on while they run.
const tool = (name, args) => new Promise(done => {
  const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: (seconds * 10 + 600) * 1000,
    env: { ...process.env, https_proxy: 'http://127.0.0.1:9' } }) // what they would fetch from elsewhere
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', words => { said += words })
  child.on('error', e => done({ said: String(e) }))
  child.on('close', () => done({ said }))
})

const chosen = process.argv.slice(4)
for (const role of chosen.length > 0 ? chosen : ['nobody', 'herself', ...roles]) {
  const known = roles.includes(role), { cookie, secret } = await entered(role)
  const token = known ? run(['token', '--store', store, '--role', role, '--body', 'CAF-59', '--name', `call-${role}`]).out.trim() : ''
  const report = join(scratch, `wapiti-${role}.json`)
  const pages = routes.filter(r => r.method === 'GET' && !r.path.startsWith('/api/'))
  const wapiti = await tool('wapiti', ['-u', `${url}/simulateur`, '--scope', 'domain', ...pages.flatMap(r => ['-s', url + r.path]), '-H', `Cookie: ${cookie}`, '--flush-session', '--no-bugreport',
    '-m', 'crlf,exec,file,permanentxss,redirect,sql,ssrf,xss,xxe', '--max-scan-time', String(seconds), '--max-attack-time', String(Math.ceil(seconds / 3)),
    '-v', '0', '-f', 'json', '-o', report])
  let found = null
  try { found = Object.entries(JSON.parse(readFileSync(report)).vulnerabilities).flatMap(([kind, list]) => list.map(v => `${kind} ${v.path}`)) } catch { console.log(wapiti.said) }
  equal(`wapiti as ${role}`, found, [])
  // every address with a parameter, in path, query or form
  const requests = join(scratch, `requests-${role}`)
  mkdirSync(requests)
  const lines = routes.map(({ method, path }) => {
    const api = path.startsWith('/api/'), get = method === 'GET'
    const type = get ? [] : [`Content-Type: ${api ? 'application/json' : 'application/x-www-form-urlencoded'}`, 'Idempotency-Key: k']
    const who = !api ? [`Cookie: ${cookie}`] : known ? [`Authorization: Bearer ${token}`] : []
    const fields = fieldsOf(path, secret)
    const body = get ? '' : api ? JSON.stringify(fields) : new URLSearchParams(fields).toString()
    return [`${method} ${path}${get ? '?l=fr&skip=1&n=1&max=2' : ''} HTTP/1.1`, `Host: ${new URL(url).host}`, ...who, ...type, '', body].join('\n')
  })
  lines.forEach((text, i) => writeFileSync(join(requests, `${i}.txt`), text))
  let said = ''
  for (const i of lines.keys())
    said += (await tool('sqlmap', ['-r', join(requests, `${i}.txt`), '--batch', '--level', '1', '--risk', '1', '--technique', 'BE', '--smart', '--threads', '2',
      '--timeout', '5', '--retries', '0', '--flush-session', '--output-dir', join(scratch, 'sqlmap'), '--disable-coloring', '--skip-waf'])).said
  check(`sqlmap as ${role} looked`, (said.match(/starting @/g) ?? []).length === lines.length)
  console.log(`${role}: ${lines.length} addresses tried`)
  equal(`sqlmap as ${role}`, said.match(/is vulnerable|injectable\b(?!.*not)|identified the following injection/gi)?.filter(w => !/not/.test(w)) ?? [], [])
}
equal('the server still answers', (await call(server.url, 'GET', '/healthz')).status, 200)
equal('no worker died', server.complained().match(/ended by signal|bug at/g), null)
door.close()
await server.stop()
end()

// Who may do what, from outside: every route is asked as every role and as nobody; who is not listed is refused, in words
// that tell nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, claim, end, equal, run, scratch, serve } from '../lib.mjs'

const source = name => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8')
const roles = [...source('store/roles.def').matchAll(/^ROLE\((\w+),\s*"(\w+)"/gm)].map(m => ({ name: m[1], word: m[2] }))
check('there are roles', roles.length === 16 && roles[0].word === 'clerk')

// ---- the table of the routes, read as a person reads it
const sets = { OFFICE: ['CLERK', 'SUPERVISOR'], SIGNED_IN: roles.map(r => r.name), PUBLIC: [...roles.map(r => r.name), ''], NOBODY: [] }
const routes = [...source('web/routes.def').matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*([A-Z_ |]+),\s*(\w+),/gm)]
  .map(([, method, path, who, handler]) => ({ method, path, handler,
    open: new Set(who.split('|').flatMap(one => sets[one.trim()] ?? [one.trim()])) }))
const lines = source('web/routes.def').match(/^ROUTE\(/gm).length
equal('every route is read', routes.length, lines)
check('every set names known roles', routes.every(r => [...r.open].every(name => name === '' || roles.some(role => role.name === name))))
check('every route names somebody', routes.every(r => r.open.size > 0))

const db = join(scratch, 'access.db'), store = `sqlite:${db}`
const token = (role, body, name) => {
  const said = run(['token', '--store', store, '--role', role, '--body', body, '--name', name])
  equal(`token ${role}`, said.status, 0)
  return { authorization: `Bearer ${said.out.trim()}` }
}
const password = 'essai-sans-valeur'
const account = (role, body) => equal(`account ${role}`,
  run(['account', '--store', store, '--role', role, '--body', body, '--name', `page-${role}`, '--one-factor'], `${password}\n`).status, 0)
for (const role of roles) {
  role.token = token(role.word, 'CAF-59', `jeton-${role.word}`)
  account(role.word, 'CAF-59')
}
const server = await serve(['--store', store])
const { url } = server
let keys = 0
const once = () => ({ 'idempotency-key': `k${++keys}` })
const made = await call(url, 'POST', '/api/v1/claims', claim(1), once())
equal('a claim', made.status, 201)
const { file } = made.json
for (const role of roles) {
  const entered = await call(url, 'POST', '/bureau/entrer', new URLSearchParams({ name: `page-${role.word}`, password }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' })
  role.session = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
  check(`a session for ${role.word}`, role.session.cookie.startsWith('__Host-'))
}

// ---- every route, as every role. What a listed role is told is the handler's; it is not who it is that is refused.
const secrets = /EXEMPLE|Camille|FR76|1990-01-01|granted|complete|accord/i
for (const route of routes) {
  const path = route.path.replace('{}', file), api = path.startsWith('/api/')
  const ask = headers => call(url, route.method, path, route.method === 'POST' ? '' : undefined, { ...once(), ...headers })
  const name = `${route.method} ${route.path}`
  if (!route.open.has('')) {
    const bare = await ask({})
    if (api) equal(`${name} as nobody`, bare.status, 401)
    else equal(`${name} as nobody`, [bare.status, bare.headers.get('location')], [303, '/bureau'])
    check(`${name} tells nobody nothing`, !secrets.test(bare.text), bare.text)
    if (api) equal(`${name} with a wrong token`, (await ask({ authorization: 'Bearer nonsense' })).status, 401)
  }
  for (const role of roles.filter(r => !route.open.has(r.name))) {
    const refused = await ask(api ? role.token : role.session)
    equal(`${name} as ${role.word}`, refused.status, 403)
    check(`${name} tells ${role.word} nothing`, !secrets.test(refused.text), refused.text)
  }
  for (const role of roles.filter(r => api && route.open.has(r.name))) {
    check(`${name} answers ${role.word}`, ![401, 405].includes((await ask(role.token)).status))
  }
}
// A token opens no page and a session opens no call: neither is what it is made for.
equal('a token on a page', (await call(url, 'GET', `/bureau/dossier/${file}`, undefined, roles[0].token)).status, 303)
equal('a session on a call', (await call(url, 'GET', `/api/v1/files/${file}`, undefined, roles[0].session)).status, 401)

await server.stop()
end()

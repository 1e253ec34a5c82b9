// An abri that lets agents of a provider in. What it is told must hold its own address, which nobody knows before it
// listens: a door in front of it has one from the start and passes everything on.
import { createServer, connect } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, scratch, serve } from '../lib.mjs'

export const secret = 'a secret of tests, of 32 signs or more'
export const places = {
  agents: [
    { siret: '11000001500013', body: 'CAF-59', role: 'clerk' },
    { siret: '11000001500013', unit: 'comptabilite', body: 'CAF-59', role: 'accountant' },
  ],
}

export function listen(server) {
  return new Promise(done => server.listen(0, '127.0.0.1', () => { server.unref(); done(server.address().port) }))
}
export async function door() {
  let target = 0
  const server = createServer(from => {
    const to = connect(target, '127.0.0.1')
    for (const [one, other] of [[from, to], [to, from]]) {
      one.pipe(other)
      one.on('error', () => other.destroy())
    }
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}`, leadTo: url => { target = Number(new URL(url).port) } }
}

let houses = 0
export async function house(front, issuer, more = {}, ...options) {
  const name = join(scratch, `oidc-${++houses}`), store = `sqlite:${name}.db`
  writeFileSync(`${name}.secret`, `${secret}\n`, { mode: 0o600 })
  writeFileSync(`${name}.json`, JSON.stringify({
    issuer, client_id: 'abri', client_secret_file: `${name}.secret`, alg: 'RS256', acr: ['eidas2', 'eidas3'],
    redirect_uri: `${front.url}/bureau/retour`, post_logout_redirect_uri: `${front.url}/bureau/fin`, ...places, ...more }))
  const server = await serve(['--store', store, '--oidc', `${name}.json`, ...options])
  front.leadTo(server.url)
  return { ...server, store, run: (...args) => run([...args, '--store', store]) }
}

// What the log says was refused, in the order it was.
export const refusals = server => [...server.complained().matchAll(/refused: a return from the provider of identities: (.*) \(\d+\)/g)].map(m => m[1])

// A provider that does wrong on demand: `does` names what; everything else it does right, so that each refusal is for
// that one wrong.
import { createServer } from 'node:http'
import { createHash, createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { listen, secret } from './house.mjs'

const base64 = bytes => Buffer.from(bytes).toString('base64url')
const pairs = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
const jwk = (pair, kid) => ({ ...pair.publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' })

function token(claims, { key = pairs[0].privateKey, alg = 'RS256', kid = 'one', head = {} } = {}) {
  const signed = `${base64(JSON.stringify({ alg, ...(kid && { kid }), ...head }))}.${base64(JSON.stringify(claims))}`
  if (alg === 'none') return `${signed}.`
  if (alg.startsWith('HS')) return `${signed}.${createHmac(`sha${alg.slice(2)}`, key).update(signed).digest('base64url')}`
  return `${signed}.${createSign(`RSA-SHA${alg.slice(2)}`).update(signed).sign(key, 'base64url')}`
}

export async function wrongProvider() {
  const me = { does: '', codes: new Map(), verified: 0 }
  const server = createServer()
  const port = await listen(server)
  me.issuer = `http://localhost:${port}`
  const pem = pairs[0].publicKey.export({ type: 'spki', format: 'pem' })
  const now = () => Math.floor(Date.now() / 1000)

  function idToken(asked, access) {
    const is = what => me.does === what
    const claims = {
      iss: me.issuer, sub: 'camille', aud: 'abri', exp: now() + 300, iat: now(), nonce: asked.get('nonce'), acr: 'eidas2',
      at_hash: createHash('sha256').update(access).digest().subarray(0, 16).toString('base64url'),
    }
    if (is('nonce')) claims.nonce = 'x'.repeat(43)
    if (is('no nonce')) delete claims.nonce
    if (is('expired')) Object.assign(claims, { exp: now() - 1, iat: now() - 300 })
    if (is('no exp')) delete claims.exp
    if (is('exp as text')) claims.exp = String(claims.exp)
    if (is('old')) claims.iat = now() - 3600
    if (is('to come')) claims.iat = now() + 600
    if (is('not before')) claims.nbf = now() + 600
    if (is('issuer')) claims.iss = 'https://ailleurs.exemple'
    if (is('audience')) claims.aud = 'another'
    if (is('audience list')) claims.aud = ['abri', 'another']
    if (is('azp')) claims.azp = 'another'
    if (is('no acr')) delete claims.acr
    if (is('weak acr')) claims.acr = 'eidas1'
    if (is('no sub')) delete claims.sub
    if (is('at_hash')) claims.at_hash = 'A'.repeat(22)
    if (is('nobody asked')) claims.auth_time = now() - 7200
    if (is('key')) return token(claims, { key: pairs[1].privateKey })
    if (is('kid')) return token(claims, { kid: 'three' })
    if (is('small key')) return token(claims, { key: small.privateKey, kid: 'small' })
    if (is('none')) return token(claims, { alg: 'none' })
    if (is('none with a signature')) return `${token(claims, { alg: 'none' })}AAAA`
    if (is('HS256 by the public key')) return token(claims, { alg: 'HS256', key: pem })
    if (is('HS256 by the secret')) return token(claims, { alg: 'HS256', key: secret })
    if (is('RS512')) return token(claims, { alg: 'RS512' })
    if (is('crit')) return token(claims, { head: { crit: ['exp'] } })
    if (is('key of its own')) return token(claims, { key: pairs[1].privateKey, kid: '', head: { jwk: jwk(pairs[1], 'own'), jku: `${me.issuer}/other-keys` } })
    if (is('no key named')) return token(claims, { kid: '' })
    if (is('changed')) return token(claims).replace(/\.[^.]+\./, `.${base64(JSON.stringify({ ...claims, sub: 'dominique' }))}.`)
    if (is('four parts')) return `${token(claims)}.AAAA`
    if (is('no token')) return undefined
    if (is('nonsense')) return 'nonsense'
    if (is('oversized')) return token({ ...claims, more: 'x'.repeat(20000) })
    return token(claims)
  }
  function userinfo() {
    const claims = { iss: me.issuer, aud: 'abri', sub: 'camille', given_name: 'Camille', usual_name: 'EXEMPLE', siret: '11000001500013', organizational_unit: 'accueil' }
    if (me.does === 'another person') claims.sub = 'dominique'
    if (me.does === 'unknown siret') claims.siret = '99999999900017'
    if (me.does === 'no siret') delete claims.siret
    if (me.does === 'userinfo of another') claims.aud = 'another'
    if (me.does === 'userinfo as JSON') return JSON.stringify(claims)
    if (me.does === 'userinfo by another key') return token(claims, { key: pairs[1].privateKey })
    return token(claims)
  }
  function tokens(body, response) {
    const asked = me.codes.get(body.get('code'))
    me.codes.delete(body.get('code'))
    const right = asked && body.get('client_secret') === secret && body.get('grant_type') === 'authorization_code' &&
      createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url') === asked.get('code_challenge')
    if (!right) { response.statusCode = 400; response.end('{"error":"invalid_grant"}'); return }
    me.verified++
    if (me.does === 'an answer without end') { response.end(`{"access_token":"${'x'.repeat(100000)}"}`); return }
    if (me.does === 'sent elsewhere') { response.statusCode = 302; response.setHeader('location', `${me.issuer}/token`); response.end(); return }
    if (me.does === 'broken') { response.statusCode = 500; response.end(); return }
    if (me.does === 'no JSON') { response.end('<p>no</p>'); return }
    if (me.does === 'hung up') { response.destroy(); return }
    response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 60, access_token: 'access-1', id_token: idToken(asked, 'access-1') }))
  }
  server.on('request', async (request, response) => {
    const url = new URL(request.url, me.issuer)
    response.setHeader('content-type', 'application/json')
    let body = ''
    for await (const piece of request) body += piece
    if (url.pathname === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({
        issuer: me.does === 'another issuer' ? 'https://ailleurs.exemple' : me.issuer, authorization_endpoint: `${me.issuer}/auth`,
        token_endpoint: `${me.issuer}/token`, userinfo_endpoint: `${me.issuer}/userinfo`, jwks_uri: `${me.issuer}/keys`,
      }))
    } else if (url.pathname === '/keys') {
      response.end(JSON.stringify({ keys: [jwk(pairs[0], 'one'), { ...jwk(small, 'small') }, { kty: 'EC', kid: 'ec', crv: 'P-256', x: 'AA', y: 'AA' }] }))
    } else if (url.pathname === '/other-keys') {
      me.lookedElsewhere = true
      response.end(JSON.stringify({ keys: [jwk(pairs[1], 'own')] }))
    } else if (url.pathname === '/token') tokens(new URLSearchParams(body), response)
    else if (url.pathname === '/userinfo') response.end(userinfo())
    else { response.statusCode = 404; response.end() }
  })
  // What the browser would be sent back with.
  me.comeBack = there => {
    const asked = new URL(there).searchParams, code = `code-${me.codes.size + 1}-${Math.random()}`
    me.codes.set(code, asked)
    return new URLSearchParams({ code, state: asked.get('state') })
  }
  return me
}

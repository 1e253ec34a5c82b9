// The real provider: oidc-provider, certified, with a page of its own where people say who they are.
import { createServer } from 'node:http'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import Provider from 'oidc-provider'
import { listen, secret } from './house.mjs'

export const people = {
  camille: { given_name: 'Camille', usual_name: 'EXEMPLE', siret: '11000001500013', organizational_unit: 'accueil' },
  dominique: { given_name: 'Dominique', usual_name: 'ESSAI', siret: '11000001500013', organizational_unit: 'comptabilite' },
  ailleurs: { given_name: 'Sacha', usual_name: 'FICTIVE', siret: '99999999900017', organizational_unit: 'accueil' },
}

const page = body => `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Connexion</title><main>${body}</main></html>`
async function form(request) {
  let body = ''
  for await (const piece of request) body += piece
  return new URLSearchParams(body)
}

export async function provider(front) {
  const server = createServer()
  const issuer = `http://localhost:${await listen(server)}`
  const asked = []
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const oidc = new Provider(issuer, {
    clients: [{
      client_id: 'abri', client_secret: secret, redirect_uris: [`${front.url}/bureau/retour`],
      post_logout_redirect_uris: [`${front.url}/bureau/fin`], token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'RS256', userinfo_signed_response_alg: 'RS256',
    }],
    jwks: { keys: [{ ...jwk, kid: 'one', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    scopes: ['openid'],
    claims: { openid: ['sub'], given_name: ['given_name'], usual_name: ['usual_name'], siret: ['siret'], organizational_unit: ['organizational_unit'], acr: null },
    acrValues: ['eidas1', 'eidas2'],
    pkce: { methods: ['S256'], required: () => true },
    features: {
      devInteractions: { enabled: false }, claimsParameter: { enabled: true }, jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (ctx, html) => {
        ctx.body = page(`${html}<button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">Terminer</button>`)
      } },
    },
    interactions: { url: (ctx, interaction) => `/qui/${interaction.uid}` },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: `${id}@administration.exemple`, ...people[id] }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope(ctx.oidc.params.scope)
      grant.addOIDCClaims(['acr'])
      await grant.save()
      return grant
    },
    renderError: (ctx, out) => { ctx.body = page(`<p id="error">${out.error}</p>`) },
  })
  const answer = oidc.callback()
  server.on('request', async (request, response) => {
    const url = new URL(request.url, issuer)
    if (url.pathname === '/auth') asked.push(url.searchParams)
    if (!url.pathname.startsWith('/qui/')) { answer(request, response); return }
    if (request.method === 'POST') {
      const who = (await form(request)).get('who')
      await oidc.interactionFinished(request, response, { login: { accountId: who, acr: 'eidas2' } }, { mergeWithLastSubmission: false })
      return
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page(`<form method="post"><label>Qui ? <input name="who"></label><button>Entrer</button></form>`))
  })
  return { issuer, asked }
}

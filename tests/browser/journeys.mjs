// What she may be in the middle of: each journey goes to where it shows and holds most of hers, with scripts or without.
// The exit, the profile of the browser and the pages she comes back to are tried on all of them: add one here.
import { ask, fill, openSimulator, person, press, send, situation } from './browser.mjs'

// Words that are hers, planted in every field that takes words; and words of the matter, on any page.
export const hers = ['MARQUEUR', 'Zéphyrine', 'Villemarqueur', 'pétunia', '71316', '713,16']
export const matter = /violen|conjug|victim|3919|plainte|allocataire|ressources|montant|organisme|dossier|marqueur|zéphyrine|pétunia/i
const marked = { family_name: 'MARQUEUR', given_names: 'Zéphyrine', city: 'Villemarqueur', code_word: 'pétunia' }

// Both secrets of a file, made as they are: an agent gives a number at the desk, she chooses her word with it, elsewhere.
const secret = 'le pétunia de la voisine', made = new Map()
export function bothSecrets(url) {
  if (!made.has(url)) made.set(url, makeSecrets(url))
  return made.get(url)
}
async function makeSecrets(url) {
  const jar = () => {
    const cookies = new Map()
    return async (path, fields) => {
      const answer = await fetch(url + path, { method: fields ? 'POST' : 'GET', redirect: 'manual', body: fields && new URLSearchParams(fields),
        headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') } })
      for (const cookie of answer.headers.getSetCookie()) cookies.set(...cookie.match(/^([^=]+)=([^;]*)/).slice(1))
      return answer.text()
    }
  }
  const agent = jar(), her = jar()
  await agent('/bureau/entrer', { name: 'demo-instruction', password: 'essai-sans-valeur' })
  const file = (await agent('/bureau')).match(/\/bureau\/dossier\/([\d-]{12,14})/)[1]
  const csrf = async () => (await agent(`/bureau/dossier/${file}`)).match(/name="csrf" value="(\w+)"/)[1]
  await agent(`/bureau/dossier/${file}/prendre`, { csrf: await csrf() })
  const given = await agent(`/bureau/dossier/${file}/code`, { csrf: await csrf(), word: '', seen: 'yes' })
  const ticket = given.match(/class="number">([\d ]+)</)[1]
  const code = [...(await her('/suivi', { ticket, faire: '1', secret, encore: secret })).matchAll(/<li>([a-z]+)<\/li>/g)].map(m => m[1]).join(' ')
  return { code, secret }
}

export const journeys = {
  async simulate(page, url, scripts) {
    if (scripts) await openSimulator(page, `${url}/simulateur`)
    else await page.goto(`${url}/simulateur`)
    // all questions at once, as a page has them whose script stopped half-way
    await page.locator('main form').evaluate(form => { for (const f of form.querySelectorAll('fieldset')) f.hidden = false })
    await fill(page, situation)
    if (!scripts) await send(page, 'main form p')
    await page.waitForSelector('#resultat:not([hidden])')
  },
  async request(page, url) {
    await ask(page, url, { ...person(), ...marked }, 'compte')
    await fill(page, { iban: 'FR00' })
    await press(page, 'aller', 'suite')
  },
  async summary(page, url) {
    await ask(page, url, { ...person(), ...marked }, 'relire')
  },
  async receipt(page, url) {
    await ask(page, url, { ...person(), ...marked })
  },
  async follow(page, url) { // with a code alone, and another word than hers
    const { code } = await bothSecrets(url)
    await page.goto(`${url}/suivi`)
    await fill(page, { code })
    await send(page, 'form:has(#code)')
    await fill(page, { second: 'un autre pétunia' })
    await send(page, 'form:has(#second)')
  },
  async followed(page, url) { // behind both secrets
    const { code, secret } = await bothSecrets(url)
    await page.goto(`${url}/suivi`)
    if (await page.locator('#code').count()) {
      await fill(page, { code })
      await send(page, 'form:has(#code)')
    }
    await fill(page, { second: secret })
    await send(page, 'form:has(#second)')
    await page.waitForSelector('.answer')
  },
  async help(page, url) {
    await page.goto(`${url}/aide`)
    await fill(page, { ou: 'Villemarqueur pétunia' })
    await send(page, 'form:has(#ou)')
    await fill(page, { ou: 'Lille' })
    await send(page, 'form:has(#ou)')
  },
  async safety(page, url) {
    await page.goto(`${url}/securite`)
  },
  async data(page, url) {
    await page.goto(`${url}/vos-donnees`)
  },
  async entrance(page, url) {
    await page.goto(`${url}/bureau`)
  },
  async unknown(page, url) {
    await page.goto(`${url}/nulle-part`)
  },
}
// The states in which the exit must be seen: each journey's end, and where journeys begin, in other languages too.
export const places = ['/simulateur', '/demande', '/suivi?l=en', '/aide?l=ar', '/securite?l=tr', '/vos-donnees', '/bureau', '/accessibilite']

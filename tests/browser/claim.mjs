// She asks: the form, what is wrong shown where it is, the receipt; twice the same form is one claim. With JavaScript
// and without it.
import { call, check, equal } from '../lib.mjs'
import { fill, held, house, person, said, send, visit } from './browser.mjs'

export default async function claim(browser) {
  const server = await house()
  for (const javaScriptEnabled of [true, false]) {
    const with_ = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript'
    const her = await visit(browser, { javaScriptEnabled })
    const { page } = her, kept = server.files()
    await page.goto(`${server.url}/demande?l=fr`)
    await fill(page, person())
    await wrong(page, with_)
    await empty(page, with_)
    equal(`${with_}: nothing was recorded`, server.files(), kept)
    await page.goto(`${server.url}/demande?l=fr`)
    await fill(page, person())
    const before = server.files()
    const answer = await send(page)
    const words = await said(page), number = words.match(/\b\d{4}-\d{4}-\d{4}\b/)?.[0]
    equal(`${with_}: received`, [answer.status(), await page.locator('h1').textContent()], [200, 'Demande reçue'])
    check(`${with_}: a number`, number, words)
    check(`${with_}: nothing of her on the receipt`, !/EXEMPLE|Camille|FR76|99999/.test(await page.content()))
    check(`${with_}: nothing of her in the address`, page.url() === `${server.url}/demande`)
    equal(`${with_}: one claim more`, server.files() - before, 1)

    await page.reload() // the browser sends the same form again
    equal(`${with_}: sent again, the same number`, await page.locator('.number').textContent(), number)
    const again = await call(server.url, 'POST', '/demande', answer.request().postData(),
      { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'fr' })
    check(`${with_}: and again`, again.text.includes(number), again.text)
    equal(`${with_}: still one claim`, server.files() - before, 1)

    await page.goBack()
    await page.waitForLoadState('load')
    const left = await page.locator('main').evaluate(m => [...m.querySelectorAll('input[type=text], input[type=date]')].map(i => i.value).join(''))
    equal(`${with_}: Back shows an empty form`, left, '')
    equal(`${with_}: no cookie`, await her.context.cookies(), [])
    equal(`${with_}: no complaint`, her.complaints, [])
    await her.close()
  }
  await server.stop()
}

// One wrong value after another: said beside its field and in the summary, everything else kept, nothing recorded.
async function wrong(page, with_) {
  const good = await held(page)
  for (const [name, value] of Object.entries({ iban: 'FR7699999000010000000000116', resources: 'beaucoup', children: '31',
    born_on: '2100-01-01', document_dated: '2100-01-01', contact_hours: 'h'.repeat(101) })) {
    await fill(page, { [name]: value })
    const answer = await send(page)
    equal(`${with_}: ${name} refused`, answer.status(), 400)
    check(`${with_}: ${name} said in its place`, await page.locator(`#faute_${name}`).isVisible())
    equal(`${with_}: ${name} marked`, [await page.getAttribute(`#${name}`, 'aria-invalid'),
      (await page.getAttribute(`#${name}`, 'aria-describedby')).split(' ').includes(`faute_${name}`)], ['true', true])
    equal(`${with_}: ${name} in the summary`, await page.getAttribute('.errors a', 'href'), `#${name}`)
    equal(`${with_}: the rest is kept after ${name}`, await held(page), { ...good, [name]: value })
    await page.locator('.errors a').click()
    check(`${with_}: the summary leads to ${name}`, await page.locator(`#${name}`).evaluate(f => {
      const at = f.getBoundingClientRect()
      return at.top >= document.querySelector('.exit').getBoundingClientRect().bottom && at.bottom <= innerHeight
    }))
    await fill(page, { [name]: good[name] })
  }
}

// What the browser itself would not let go empty.
async function empty(page, with_) {
  await fill(page, { family_name: '' })
  await page.locator('main form button[type=submit]').click()
  check(`${with_}: a name is needed`, await page.locator('#family_name').evaluate(f => !f.validity.valid))
  await fill(page, { family_name: 'EXEMPLE' })
}

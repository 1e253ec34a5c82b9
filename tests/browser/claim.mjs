// She asks, one question a page at one address: begun and gone on with by a code, corrected from the summary, sent once
// however often the button is pressed; wrong answers said where they are; photographs, and what is none; Back and the
// keyboard. With JavaScript and without it.
import { readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import net from 'node:net'
import { call, check, equal, run } from '../lib.mjs'
import { ask, at, enter, fill, giveCode, giveSecret, goOn, held, house, lostCode, makeSecrets, person, press, said, secret, visit } from './browser.mjs'

const photo = readFileSync(new URL('../reference/uploads/told.jpg', import.meta.url))
const number = /\b\d{4}-\d{4}-\d{4}\b/

export default async function claim(browser) {
  const server = await house()
  for (const javaScriptEnabled of [true, false]) {
    const with_ = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript'
    await whole(browser, server, javaScriptEnabled, with_)
    await goneOnWith(browser, server, javaScriptEnabled, with_)
    await inAnotherLanguage(browser, server, javaScriptEnabled, with_)
    await unattended(browser, server, javaScriptEnabled, with_)
    if (!javaScriptEnabled) await documented(browser, server, javaScriptEnabled, with_) // what works so works with it
  }
  await byKeyboard(browser, server)
  await backAndForth(browser, server)
  await interrupted(browser, server)
  await server.stop()
  await helped(browser)
}

async function whole(browser, server, javaScriptEnabled, with_) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her, before = server.files()
  const seen = []
  await ask(page, server.url, person(), 'relire', { onPage: async word => {
    seen.push(word)
    equal(`${with_}: the one address at ${word}`, page.url(), `${server.url}/demande`)
  } })
  equal(`${with_}: how to reach her comes first`, seen.slice(0, 2), ['code', 'joindre'])
  await corrected(page, with_)
  await wrong(page, with_, javaScriptEnabled)
  equal(`${with_}: nothing was recorded`, server.files(), before)

  // Twice at once, as an impatient finger does.
  const once = await page.locator('main form').first().evaluate(form => Object.fromEntries(new FormData(form)))
  const cookies = (await her.context.cookies()).map(c => `${c.name}=${c.value}`).join('; ')
  const post = () => fetch(`${server.url}/demande`, { method: 'POST', redirect: 'manual', headers: { cookie: cookies },
    body: new URLSearchParams({ ...once, aller: 'envoyer' }) })
  const both = await Promise.all([post(), post()])
  equal(`${with_}: both are answered alike`, both.map(r => [r.status, new URL(r.headers.get('location'), server.url).pathname]), [[303, '/demande'], [303, '/demande']])
  equal(`${with_}: and made one claim`, server.files() - before, 1)
  await press(page, 'aller', 'envoyer')
  const file = (await said(page, '.number')).match(number)?.[0]
  check(`${with_}: a number`, file, await said(page))
  check(`${with_}: nothing of her on the receipt`, !/EXEMPLE|Camille|FR76|7699999/.test(await page.content()))
  const open = await page.locator('main').innerText()
  check(`${with_}: no word of the aid unless she asks`, !/aide|Caf|vers[ée]|décid|accord/i.test(open), open)
  await page.locator('main summary').click()
  check(`${with_}: then what comes next`, /Caf du Nord/.test(await page.locator('main').innerText()))
  await page.reload()
  equal(`${with_}: shown again while she stays`, await page.locator('.number').textContent(), file)
  equal(`${with_}: still one claim`, server.files() - before, 1)
  await page.locator('main summary').click()
  await page.emulateMedia({ media: 'print' })
  const printed = await page.locator('body').innerText()
  check(`${with_}: printed, it says nothing`, !/aide|Caf|vers[ée]|demande/i.test(printed), printed)
  await page.emulateMedia({ media: 'screen' })
  await press(page, 'faire', 'arreter')
  equal(`${with_}: closed, no cookie`, await her.context.cookies(), [])
  check(`${with_}: and no number`, !number.test(await page.content()))
  equal(`${with_}: no complaint`, her.complaints, [])
  await her.close()
}

// From the summary to a question and back, with or without a change.
async function corrected(page, with_) {
  await press(page, 'aller', 'moyens')
  equal(`${with_}: what she wrote is there`, await page.inputValue('#resources'), '713,16')
  await press(page, 'aller', 'retour')
  equal(`${with_}: back unchanged`, await at(page), 'relire')
  for (const [word, typed, kept] of [['moyens', { resources: '1 234,56', children: '1' }, /713,16/], ['compte', { iban: 'FR00' }, /FR7699999000010000000000115/]]) {
    await press(page, 'aller', word)
    await fill(page, typed)
    if (word === 'compte') await press(page, 'aller', 'suite') // refused; then she leaves it as it was
    await press(page, 'aller', 'retour')
    equal(`${with_}: ${word}, nothing changed`, await at(page), 'relire')
    check(`${with_}: ${word}, what she had said before`, kept.test(await said(page)) && !/234|FR00/.test(await said(page)), await said(page))
  }
  await press(page, 'aller', 'moyens')
  await fill(page, { resources: '800' })
  await press(page, 'aller', 'suite')
  equal(`${with_}: back corrected`, await at(page), 'relire')
  check(`${with_}: the correction`, /800/.test(await said(page)))
}

// One wrong value after another: said beside its field and in the summary, everything else kept.
async function wrong(page, with_, all) {
  for (const [word, name, value] of [['compte', 'iban', 'FR7699999000010000000000116'], ...!all ? [] : [ ['moyens', 'resources', 'beaucoup'],
    ['moyens', 'children', '31'], ['vous', 'born_on', '2100-01-01'], ['document', 'document_dated', '2100-01-01'],
    ['joindre', 'contact_hours', 'h'.repeat(101)], ['joindre', 'contact_value', '']]]) {
    await press(page, 'aller', word)
    const good = await held(page)
    await fill(page, { [name]: value })
    const answer = await press(page, 'aller', 'suite')
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
    await press(page, 'aller', 'suite')
    equal(`${with_}: ${name} mended`, await at(page), 'relire')
  }
  await press(page, 'aller', 'moyens')
  await fill(page, { resources: 'rien', children: 'trois' })
  await press(page, 'aller', 'suite')
  equal(`${with_}: every fault at once`, await page.locator('.errors a').evaluateAll(all => all.map(a => a.getAttribute('href'))), ['#resources', '#children'])
  await fill(page, { resources: '713,16', children: '2' })
  await press(page, 'aller', 'suite')
}

// Stopped and gone on with on another device; a wrong code opens nothing and says what to write.
async function goneOnWith(browser, server, javaScriptEnabled, with_) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her
  await page.goto(`${server.url}/demande`)
  await press(page, 'faire', 'commencer')
  await press(page, 'code', 'oui')
  const words = await page.locator('.words li').allTextContents()
  equal(`${with_}: a code of six words`, words.length, 6)
  await Promise.all([page.waitForNavigation(), page.locator('main form button').click()])
  check(`${with_}: shown once`, !(await page.content()).includes(words.join('')) && await at(page) === 'joindre')
  await goOn(page, person(), 'lieu')
  await press(page, 'faire', 'arreter')
  check(`${with_}: stopped, nothing of her`, !/EXEMPLE|Camille/.test(await page.content()))
  equal(`${with_}: stopped, no cookie`, await her.context.cookies(), [])
  await her.close()

  const again = await visit(browser, { javaScriptEnabled })
  await again.page.goto(`${server.url}/demande`)
  for (const [typed, says] of [['six mots', /six mots/], [['bonsoir', ...words.slice(1)].join(' '), /Mot numéro : 1/], [[...words].reverse().join(' '), /ordre|n'ouvre rien/]]) {
    await fill(again.page, { mots: typed })
    await press(again.page, 'faire', 'reprendre')
    check(`${with_}: ${typed.split(' ').length} words that are no code`, says.test(await said(again.page, '#faute_mots')), await said(again.page))
    check(`${with_}: the code is not repeated`, typed === 'six mots' || !(await again.page.content()).includes(typed)) // a word alone may be the page's own
  }
  await fill(again.page, { mots: words.map((w, i) => i % 2 ? w.toUpperCase() : w).join('-') })
  await press(again.page, 'faire', 'reprendre')
  equal(`${with_}: gone on where she was`, await at(again.page), 'lieu')
  await goOn(again.page, person(), 'relire')
  check(`${with_}: with what she wrote before`, /EXEMPLE/.test(await said(again.page)))
  await press(again.page, 'aller', 'envoyer')
  check(`${with_}: received`, number.test(await said(again.page, '.number')))
  await press(again.page, 'faire', 'arreter')
  await fill(again.page, { mots: words.join(' ') })
  const answer = await press(again.page, 'faire', 'reprendre')
  equal(`${with_}: sent, the code opens nothing`, answer.status(), 403)
  await again.close()
}

// The languages are buttons of the form: what she typed on a page is there in the other language, unchecked, and the
// request stands where it stood.
async function inAnotherLanguage(browser, server, javaScriptEnabled, with_) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her, language = () => page.getAttribute('html', 'lang')
  const change = async wanted => {
    await page.locator('.langues summary').click()
    const shown = page.waitForResponse(r => r.request().isNavigationRequest() && r.status() !== 303)
    await page.locator(`.langues button[value=${wanted}]`).click()
    const answer = await shown
    await page.waitForLoadState('load')
    return answer.status()
  }
  const typed = { joindre: { contact_channel: 'email', contact_value: 'pas encore une adresse', never_post: 'yes' }, vous: { family_name: 'EXEMPLE' },
    lieu: { line1: '1 rue de l’Essai', postcode: '5' }, moyens: { resources: 'beaucoup', children: '2' }, compte: { iban: 'FR00', seen_by_others: 'yes' } }
  await ask(page, server.url, person(), 'relire', { onPage: async word => {
    if (!typed[word]) return
    await fill(page, typed[word])
    const before = await held(page)
    for (const wanted of ['en', 'ar', 'fr']) {
      equal(`${with_}: ${word} in ${wanted}`, [await change(wanted), await language(), await at(page)], [200, wanted, word])
      equal(`${with_}: ${word} in ${wanted}, with what she typed`, await held(page), before)
    }
    equal(`${with_}: ${word}: the one address`, page.url(), `${server.url}/demande`)
    check(`${with_}: ${word}: nothing was said of it`, !await page.locator('.errors, .fault').count())
  } })
  await press(page, 'aller', 'pages')
  await page.setInputFiles('#fichier', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
  equal(`${with_}: a photograph chosen goes over too`, [await change('en'), await at(page), await language()], [200, 'pages', 'en'])
  check(`${with_}: it was received`, /Pages received: 1/.test(await said(page)), await said(page))
  await press(page, 'aller', 'suite')
  await press(page, 'aller', 'moyens')
  await fill(page, { resources: '900' })
  await change('fr')
  equal(`${with_}: a correction goes over`, await page.inputValue('#resources'), '900')
  await press(page, 'aller', 'retour')
  check(`${with_}: and can still be left`, /713,16/.test(await said(page)))
  await her.close()
}

// Left alone, a page says so, then hides what is on it; nothing typed is lost, and a stranger who touches it sees nothing once
// the three minutes are over. Time is played: the page's by its clock or its style, the server's in its store.
async function unattended(browser, server, javaScriptEnabled, with_) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her
  if (javaScriptEnabled) await page.clock.install()
  await page.goto(`${server.url}/demande`)
  await press(page, 'faire', 'commencer')
  await press(page, 'code', 'oui')
  const words = (await page.locator('.words li').allTextContents()).join(' ')
  await Promise.all([page.waitForNavigation(), page.locator('#etape button').first().click()])
  await goOn(page, person(), 'vous')
  await fill(page, { family_name: 'EXEMPLE' })
  const seen = () => page.evaluate(() => ['.closing', '.veil', '#etape', '#sortie'].map(s => {
    const one = document.querySelector(s)
    return !one.hidden && getComputedStyle(one).visibility === 'visible'
  }))
  // each of the style's animations, at that second
  const style = s => page.evaluate(ms => { for (const a of document.getAnimations()) a.currentTime = ms }, s * 1000)
  const pass = async s => javaScriptEnabled ? page.clock.fastForward(s * 1000) : style(s)
  equal(`${with_}: nothing is said at first`, await seen(), [false, false, true, true])
  await pass(161)
  equal(`${with_}: then it says that it will hide`, await seen(), [true, false, true, true])
  if (javaScriptEnabled) {
    await Promise.all([page.waitForResponse(r => r.request().method() === 'POST' && r.status() === 204), page.locator('.closing button').click()])
    await page.waitForFunction(() => document.querySelector('.closing').hidden)
  } else {
    await Promise.all([page.waitForNavigation(), page.locator('.closing button').click()])
  }
  equal(`${with_}: going on keeps what is typed`, [await at(page), await page.inputValue('#family_name')], ['vous', 'EXEMPLE'])
  check(`${with_}: and says nothing of it`, !await page.locator('.fault').count())
  if (javaScriptEnabled) {
    await page.clock.fastForward(100000)
    const goes = page.waitForResponse(r => r.request().method() === 'POST' && r.status() === 204)
    await page.locator('#given_names').press('C')
    await goes
    await page.clock.fastForward(100000)
    equal(`${with_}: a gesture goes on by itself`, await seen(), [false, false, true, true])
  }
  await fill(page, { given_names: 'Camille' })
  spawnSync('sqlite3', [server.store.replace('sqlite:', ''), 'UPDATE drafts SET touched_at = touched_at - 200000000'])
  await pass(181)
  equal(`${with_}: it hides, the exit stays`, (await seen()).slice(1), [true, false, true])
  equal(`${with_}: nothing of hers is read there`, /EXEMPLE|Camille/.test(await page.locator('body').innerText()), false)
  await page.locator('.veil button').click()
  await page.waitForSelector('#mots')
  check(`${with_}: whoever touches it sees nothing`, !/EXEMPLE|Camille/.test(await page.content()))
  await fill(page, { mots: words })
  await press(page, 'faire', 'reprendre')
  equal(`${with_}: with the code everything is there`, [await at(page), await page.inputValue('#family_name'), await page.inputValue('#given_names')], ['vous', 'EXEMPLE', 'Camille'])
  await her.close()
}

// Photographs: several pages; a file of another kind is told what is accepted; what is in the file afterwards.
async function documented(browser, server, javaScriptEnabled, with_) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her
  const choose = (name, buffer) => page.setInputFiles('#fichier', { name, mimeType: 'application/octet-stream', buffer })
  const pages = async () => Number((await said(page, '[role=status]')).match(/: (\d)/)[1])
  await ask(page, server.url, person(), 'pages')
  equal(`${with_}: a camera may be used`, await page.getAttribute('#photo', 'capture'), 'environment')
  await choose('IMG_0001.jpg', photo)
  await press(page, 'aller', 'ajouter')
  equal(`${with_}: one page`, [await at(page), await pages()], ['pages', 1])
  await choose('note.txt', Buffer.from('MZ essai'))
  const refused = await press(page, 'aller', 'suite')
  equal(`${with_}: another kind`, [refused.status(), await at(page), await pages()], [400, 'pages', 1])
  check(`${with_}: what is accepted`, /JPEG ou PNG\) ou un PDF/.test(await said(page, '#faute_photo')))
  await choose('IMG_0002.jpg', photo)
  await press(page, 'aller', 'suite')
  equal(`${with_}: then on`, await at(page), 'compte')
  await goOn(page, person(), 'relire')
  check(`${with_}: both pages in the summary`, /Pages reçues : ?2/.test(await said(page)))
  await press(page, 'aller', 'envoyer')
  const file = (await said(page, '.number')).match(number)[0]
  const token = run(['token', '--store', server.store, '--role', 'clerk', '--body', '*', '--name', `pieces-${with_.length}`]).out.trim()
  const clerk = { authorization: `Bearer ${token}`, 'abri-purpose': 'instruct' }
  await call(server.url, 'POST', `/api/v1/files/${file}/assignment`, '', { ...clerk, 'idempotency-key': 'a1' })
  const list = (await call(server.url, 'GET', `/api/v1/files/${file}/attachments`, undefined, clerk)).json
  equal(`${with_}: in the file`, list.attachments?.map(a => [a.kind, a.type]), [['complaint', 'jpeg'], ['complaint', 'jpeg']])
  await her.close()
}

// No mouse: Tab, Space, letters, Enter.
async function byKeyboard(browser, server) {
  const her = await visit(browser)
  const { page } = her, keys = page.keyboard
  const reach = async selector => {
    for (let i = 0; i < 60; i++) {
      if (await page.evaluate(s => document.activeElement.matches(s), selector)) return true
      await keys.press('Tab')
    }
    return check(`keyboard: ${selector} is reached`, false)
  }
  const onward = () => Promise.all([page.waitForNavigation(), keys.press('Enter')])
  await page.goto(`${server.url}/demande`)
  await reach('button[value=commencer]')
  await onward()
  await reach('button[value=non]')
  await onward()
  await reach('[name=contact_channel]')
  await keys.press('ArrowUp') // the last choice: do not reach me
  await reach('#contact_value')
  await onward()
  equal('keyboard: Enter in a field goes on', await at(page), 'paroles')
  await reach('#code_word')
  await keys.type('hirondelle')
  await onward()
  equal('keyboard: and again', await at(page), 'vous')
  await reach('#family_name')
  await keys.type('EXEMPLE')
  await keys.press('Enter')
  equal('keyboard: a fault keeps her there', await at(page), 'vous')
  equal('keyboard: what is missing is not let go', await page.locator('#given_names').evaluate(f => f.validity.valid), false)
  await her.close()
}

// Back, Back, Back: never an error of the browser, never an old page; after leaving, nothing.
async function backAndForth(browser, server) {
  const her = await visit(browser)
  const { page } = her
  await page.goto(`${server.url}/aide`)
  await ask(page, server.url, person(), 'faits')
  for (let i = 1; i <= 10; i++) {
    await page.goBack()
    const url = page.url()
    check(`T02: Back ${i} in the middle`, url === `${server.url}/demande` || url === `${server.url}/aide` || url === 'about:blank', url)
    if (url === `${server.url}/demande`) equal(`T02: Back ${i} shows where she is`, await at(page), 'faits')
  }
  await page.goto(`${server.url}/demande`)
  equal('T02: she is where she was', await at(page), 'faits')
  await press(page, 'aller', 'retour')
  equal('T02: the page has its own way back', [await at(page), await page.inputValue('#department')], ['lieu', '59'])
  await press(page, 'faire', 'arreter')
  for (let i = 1; i <= 10; i++) {
    await page.goBack().catch(() => {})
    check(`T02: stopped, Back ${i} shows nothing of hers`, !/EXEMPLE|Camille|hirondelle|\b59000\b/.test(await page.content()))
  }
  await her.close()
}

// The connection breaks in the middle of a photograph: what came before is kept, and said.
async function interrupted(browser, server) {
  const her = await visit(browser)
  const { page } = her
  await ask(page, server.url, person(), 'pages')
  await page.setInputFiles('#photo', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
  await press(page, 'aller', 'ajouter')
  const cookie = (await her.context.cookies()).map(c => `${c.name}=${c.value}`).join('; ')
  await new Promise((done, fail) => {
    const { hostname, port } = new URL(server.url)
    const socket = net.connect(Number(port), hostname, () => {
      socket.write(`POST /demande HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${photo.length + 300}\r\n\r\n`
        + '--x\r\nContent-Disposition: form-data; name="etape"\r\n\r\npages\r\n--x\r\nContent-Disposition: form-data; name="photo"; filename="b.jpg"\r\n\r\n')
      socket.write(photo.subarray(0, photo.length / 2), () => { socket.destroy(); done() })
    })
    socket.on('error', fail)
  })
  await page.goto(`${server.url}/demande`)
  check('an upload that broke off: the page before is kept', /Pages reçues : 1/.test(await said(page)), await said(page))
  await page.setInputFiles('#photo', { name: 'b.jpg', mimeType: 'image/jpeg', buffer: photo })
  await press(page, 'aller', 'ajouter')
  check('and it goes on', /Pages reçues : 2/.test(await said(page)))
  await press(page, 'aller', 'retirer')
  check('all can be taken out', /Pages reçues : 0/.test(await said(page)))
  await her.close()
}

// An association fills it with her: her tick first; afterwards only that it came.
async function helped(browser) {
  const server = await house('--demo')
  run(['account', '--store', server.store, '--role', 'association', '--body', 'ASSO-EXEMPLE', '--name', 'aide.exemple', '--one-factor'], 'essai-sans-valeur\n')
  const agent = await visit(browser)
  const { page } = agent
  const answer = await enter(page, server.url, 'aide.exemple')
  equal('an association comes in to this', [answer.status(), new URL(page.url()).pathname], [303, '/bureau/demande'])
  await page.locator('main form').first().evaluate(form => { form.noValidate = true })
  await press(page, 'faire', 'commencer')
  check('nothing begins without her tick', await page.locator('#faute_accord').isVisible())
  await ask(page, server.url, person(), 'recu', { path: '/bureau/demande' })
  const words = await said(page)
  check('received', number.test(words), words)
  check('and nothing more is shown', !/Caf du Nord|EXEMPLE|Montrer la suite/.test(words), words)
  const file = words.match(number)[0]
  const seen = await page.goto(`${server.url}/bureau/dossier/${file}`)
  equal('the file is not opened to the helper', seen.status(), 403)
  const recorded = file => JSON.parse(run(['case', 'show', file, '--store', server.store]).out).facts
  const facts = recorded(file)
  equal('the channel is the helper\'s', facts[0].body.channel, 'association')
  equal('who helped, as she agreed', facts.filter(f => f.kind === 'filled_with_help').map(f => f.actor), ['agent:aide.exemple'])
  await page.goto(`${server.url}/bureau/demande`)
  await press(page, 'faire', 'arreter')
  await begunAlone(browser, server, agent)
  await toldToHer(browser, server, file)
  await agent.close()
  await server.stop()
}

// She began alone, and goes on at the association with her code: her tick comes before anything is shown.
async function begunAlone(browser, server, agent) {
  const her = await visit(browser), { page } = agent
  await her.page.goto(`${server.url}/demande`)
  await press(her.page, 'faire', 'commencer')
  await press(her.page, 'code', 'oui')
  const words = (await her.page.locator('.words li').allTextContents()).join(' ')
  await Promise.all([her.page.waitForNavigation(), her.page.locator('main form button').click()])
  await goOn(her.page, person(), 'lieu')
  await press(her.page, 'faire', 'arreter')
  await her.close()
  await page.goto(`${server.url}/bureau/demande`)
  await fill(page, { mots: words })
  await page.locator('form:has(#mots)').evaluate(form => { form.noValidate = true })
  const refused = await press(page, 'faire', 'reprendre')
  equal('not gone on with without her tick', [refused.status(), await page.locator('#faute_accord_reprise').isVisible(), await at(page)], [400, true, null])
  check('and nothing of hers is shown', !/EXEMPLE|Camille/.test(await page.content()))
  await fill(page, { mots: words })
  await page.locator('#accord_reprise').check()
  await press(page, 'faire', 'reprendre')
  equal('with it, where she was', await at(page), 'lieu')
  await press(page, 'faire', 'arreter')
}

// Behind her two secrets she reads who helped; the office reads it in the journal.
async function toldToHer(browser, server, file) {
  const desk = await visit(browser), her = await visit(browser)
  await enter(desk.page, server.url, 'demo-instruction')
  await desk.page.goto(`${server.url}/bureau/dossier/${file}`)
  await Promise.all([desk.page.waitForNavigation(), desk.page.locator('form[action*=prendre] button').click()])
  check('the office reads it', /demande remplie avec une aide, elle l'a accepté/.test(await said(desk.page, '.timeline')), await said(desk.page, '.timeline'))
  const ticket = await lostCode(desk, server, { name: 'demo-instruction', file }, 'hirondelle')
  const code = await makeSecrets(her.page, server.url, ticket)
  await giveCode(her.page, server.url, code)
  await giveSecret(her.page, secret)
  check('so does she', /Remplie avec une aide, comme vous l'avez acceptéassociation, /.test(await said(her.page)), await said(her.page))
  await desk.close()
  await her.close()
}

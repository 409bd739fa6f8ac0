// A tool that is a relying party of the school's identity provider. usage: tool.mjs PORT ISSUER CLIENT SECRET
// /login is its initiate_login_uri (OpenID Connect Core §4); /log shows what came in there.
import http from 'node:http'
import * as oauth from 'openid-client'

const [port, issuer, clientId, secret] = process.argv.slice(2)
const home = `http://127.0.0.1:${port}`
const provider = await oauth.discovery(new URL(issuer), clientId, secret, undefined, { execute: [oauth.allowInsecureRequests] })
const asked = new Map(), came = []
const answer = (response, status, body, headers = {}) => response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)

http.createServer(async (request, response) => {
  const url = new URL(request.url, home)
  try {
    if (url.pathname === '/log') return answer(response, 200, JSON.stringify(came))
    if (url.pathname === '/login') {
      came.push(Object.fromEntries(url.searchParams))
      // Only its own provider, and only a page of its own.
      if (url.searchParams.get('iss') !== issuer || new URL(url.searchParams.get('target_link_uri')).origin !== home) return answer(response, 400, 'unknown issuer or page')
      const verifier = oauth.randomPKCECodeVerifier(), state = oauth.randomState()
      asked.set(state, { verifier, target: url.searchParams.get('target_link_uri') })
      const to = oauth.buildAuthorizationUrl(provider, { redirect_uri: home + '/callback', scope: 'openid', state, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' })
      return answer(response, 302, '', { location: to.href })
    }
    if (url.pathname === '/callback') {
      const state = url.searchParams.get('state'), { verifier, target } = asked.get(state)
      const tokens = await oauth.authorizationCodeGrant(provider, url, { pkceCodeVerifier: verifier, expectedState: state })
      return answer(response, 200, `<h1>Welkom ${tokens.claims().sub}</h1><p>${target}</p>`)
    }
    answer(response, 404, '')
  } catch (error) {
    answer(response, 500, String(error))
  }
}).listen(Number(port), '127.0.0.1', () => console.log('ready'))

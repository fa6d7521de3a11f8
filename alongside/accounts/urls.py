from django.urls import path

from alongside.accounts.views import entrance, factors, organisation, own, people, second, stays

app_name = "accounts"
urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("sign-out/everywhere/", entrance.sign_out_everywhere, name="sign_out_everywhere"),
    path("leave/", entrance.leave, name="leave"),
    path("signed-out/", entrance.signed_out, name="signed_out"),
    path("return-key/", entrance.return_key, name="return_key"),
    path("home/", entrance.home, name="home"),
    path("account/", own.account, name="account"),
    path("account/passphrase/", own.passphrase, name="passphrase"),
    path("account/return-key/", own.replace_return_key, name="replace_return_key"),
    path("sign-in/second/", second.second, name="second"),
    path("sign-in/second/lost/", second.lost_factor, name="lost_factor"),
    path("account/second-lock/", factors.factors, name="factors"),
    path("account/second-lock/app/", factors.add_app, name="add_app"),
    path("account/second-lock/passkey/", factors.add_passkey, name="add_passkey"),
    path("account/second-lock/codes/", factors.print_codes, name="print_codes"),
    path("account/second-lock/<uuid:factor>/end/", factors.end_factor, name="end_factor"),
    path("restore/", factors.restore_factor, name="restore_factor"),
    path("account/signed-in/", stays.signed_in, name="signed_in"),
    path("account/signed-in/end/", stays.end_other_sessions, name="end_other_sessions"),
    path("account/signed-in/<uuid:session>/end/", stays.end_session, name="end_session"),
    path("account/stay/", stays.stay, name="stay"),
    path("hats/", own.hats, name="hats"),
    path("hats/own/", own.own_support, name="own_support"),
    path("set-up/invite/", people.invite, name="invite"),
    path("set-up/people/<uuid:pk>/", people.person, name="person"),
    path("set-up/people/<uuid:pk>/grant/", people.grant, name="grant"),
    path("set-up/people/<uuid:pk>/passphrase/", people.reset_passphrase, name="reset_passphrase"),
    path("set-up/roles/<uuid:pk>/revoke/", people.revoke, name="revoke"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/programmes/", organisation.add_programme, name="add_programme"),
    path("organisation/sites/", organisation.add_site, name="add_site"),
]

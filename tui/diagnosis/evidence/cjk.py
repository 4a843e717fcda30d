"""Words of scripts without blanks between words, as the English words that the lexicon knows."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_TERMS: Final = """
用户名密码=username password|手机号码=phone number|手机号=phone number|邮箱=email|電子郵件=email|
用户名=username|用户名称=username|用户=user|用戶=user|使用者=user|
帐号=account|账号=account|账户=account|帐户=account|帳號=account|帳戶=account|密码=password|
密碼=password|口令=password|客户端=client|客戶端=client|应用=application|應用程式=application|
客户=client|密钥=secret|密鑰=secret|授权类型=grant type|授权=grant|凭证=credentials|凭据=credentials|
登录=login|登入=login|登陆=login|参数=parameter|參數=parameter|字段=field|令牌=token|权限=permission|
權限=permission|验证码=otp|驗證碼=otp|短信=sms code|证书=certificate|租户=tenant|企业=company|
请求=request|請求=request|服务器=server|系统错误=server error|系统异常=server error|
系统繁忙=server unavailable|不属于=not belong|伺服器=server|接口=endpoint|资源=resource|频率=rate limit|
次数=attempts|白名单=whitelist|签名=signature|错误=is incorrect|錯誤=is incorrect|不正确=is incorrect|
不正確=is incorrect|无效=is invalid|無效=is invalid|非法=is invalid|不合法=is invalid|有误=is incorrect|
不匹配=is mismatch|不对=is incorrect|不存在=is unknown|未找到=unknown|找不到=unknown|未知=unknown|
未注册=is unknown|缺少=missing|不能为空=is missing|为空=is missing|必填=required|未提供=missing|
锁定=is locked|鎖定=is locked|冻结=is locked|禁用=is disabled|停用=is disabled|未激活=is disabled|
注销=is disabled|过期=is expired|過期=is expired|失效=is expired|失败=is failed|失敗=is failed|
不支持=unsupported|不支援=unsupported|不允许=is forbidden|无权=is forbidden|未授权=is unauthorized|
没有=missing|拒绝=denied|不足=insufficient|超过=exceeded|超出=exceeded|频繁=too many|繁忙=unavailable|
异常=error|超时=timed out|重复=duplicate|ユーザー名=username|ユーザ名=username|ユーザーid=username|
ユーザー=user|ユーザ=user|アカウント=account|パスワード=password|クライアントid=client id|
クライアントシークレット=client secret|クライアント=client|アプリケーション=application|スコープ=scope|
トークン=token|パラメータ=parameter|パラメーター=parameter|ログイン=login|認証情報=credentials|
認証=authentication|グラントタイプ=grant type|権限=permission|証明書=certificate|サーバー=server|
リクエスト=request|ページ=page|正しくありません=incorrect|間違って=incorrect|違います=incorrect|
不正な=invalid|不正=invalid|一致しません=mismatch|存在しません=unknown|見つかりません=unknown|
登録されていません=unknown|必要です=required|必須=required|指定されていません=missing|
ありません=missing|ロック=locked|期限切れ=expired|有効期限=expired|失敗しました=failed|エラー=error|
サポートされていません=unsupported|許可されていません=forbidden|拒否=denied|無効です=disabled|
사용자 이름=username|아이디=username|사용자=user|계정=account|비밀번호=password|클라이언트=client|
잘못된=invalid|올바르지=incorrect|유효하지=invalid|일치하지=mismatch|존재하지=unknown|
찾을 수 없=unknown|누락=missing|필요합니다=required|잠겼=locked|잠금=locked|만료=expired|실패=failed|
권한=permission|토큰=token|매개변수=parameter|错误的=incorrect|錯誤的=incorrect|不正确的=incorrect|
不正確的=incorrect|无效的=invalid|無效的=invalid|非法的=invalid|不合法的=invalid|有误的=incorrect|
不匹配的=mismatch|不对的=incorrect|不存在的=unknown|锁定的=locked|鎖定的=locked|冻结的=locked|
禁用的=disabled|停用的=disabled|未激活的=disabled|注销的=disabled|过期的=expired|過期的=expired|
失效的=expired|失败的=failed|失敗的=failed|无权的=forbidden|
权限范围=scope|權限範圍=scope|作用域=scope|授权范围=scope|授權範圍=scope|범위=scope|
스코프=scope|비활성화=is disabled|비활성=is disabled|
지원하지=unsupported|지원되지=unsupported|허용되지=forbidden|未授权的=unauthorized|不能为空的=missing|
为空的=missing|不允许的=forbidden|未注册的=unknown|
"""
TERMS: Final = dict(term.split("=") for term in _TERMS.replace("\n", "").split("|") if term)


@cache
def any_term() -> re.Pattern[str]:
    """Return what finds the longest term that stands at a place."""
    return re.compile("|".join(map(re.escape, sorted(TERMS, key=len, reverse=True))))


@cache
def written() -> re.Pattern[str]:
    """Return what finds a letter of these scripts. Compiling it takes longer than reading most sentences."""
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

"""The detectors of detect-secrets, and one more in its manner.

Imported only where something looks like a key: detect-secrets brings a library for asking the web.
Only its patterns are used. Its own search would ask services whether what it found still opens
something, and its detectors by chance (entropy) and by words (keyword) take too much for a key.
"""

import re
from collections.abc import Sequence
from functools import cache

from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.basic_auth import BasicAuthDetector
from detect_secrets.plugins.discord import DiscordBotTokenDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.ibm_cloud_iam import IbmCloudIamDetector
from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.npm import NpmDetector
from detect_secrets.plugins.openai import OpenAIDetector
from detect_secrets.plugins.private_key import PrivateKeyDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector


class LaterKeys(RegexBasedDetector):
    """Keys that detect-secrets 1.5.0 (May 2024) does not know; each begins as its makers say."""

    secret_type = "A key that is newer than the library"

    denylist = (
        re.compile(r"\bgithub_pat_\w{22,}"),
        re.compile(r"\bsk-(?:proj|ant|svcacct)-[\w-]{32,}"),
        re.compile(r"\bAIza[\w-]{35}(?![\w-])"),  # Google
        re.compile(r"\bGOCSPX-[\w-]{28}(?![\w-])"),  # Google, of an application
        re.compile(r"\bpat-(?:na|eu)\d-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"),  # HubSpot
        re.compile(r"\bxkeysib-[\da-f]{64}-\w{16}"),  # Brevo
        re.compile(r"\bEAA[A-Za-z\d]{80,}"),  # Meta
        re.compile(r"\bxapp-\d-[A-Z\d]+-\d+-[\da-f]{32,}"),  # Slack, of an application
        re.compile(r"\bshp(?:at|ca|pa|ss)_[\da-fA-F]{32}"),  # Shopify
    )


@cache
def detectors() -> Sequence[RegexBasedDetector]:
    """One of each detector that takes nothing else for a key."""
    kinds: Sequence[type[RegexBasedDetector]] = (
        *(AWSKeyDetector, AzureStorageKeyDetector, BasicAuthDetector, DiscordBotTokenDetector),
        *(GitHubTokenDetector, GitLabTokenDetector, IbmCloudIamDetector, JwtTokenDetector),
        *(MailchimpDetector, NpmDetector, OpenAIDetector, PrivateKeyDetector, PypiTokenDetector),
        *(SendGridDetector, SlackDetector, SquareOAuthDetector, StripeDetector),
        *(TelegramBotTokenDetector, TwilioKeyDetector, LaterKeys),
    )
    return [kind() for kind in kinds]

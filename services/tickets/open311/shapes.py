"""What GeoReport v2 answers, field by field and in its order."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.web.answers import Answer

OpenOrClosed = Literal["open", "closed"]


class Service(Answer):
    """A kind of request that can be filed: a category."""

    service_code: Annotated[str, Field(examples=["financing"])]
    service_name: Annotated[str, Field(examples=["融资便利"])]
    description: str
    metadata: Annotated[bool, Field(description="Always true: the definition tells the form.")]
    type: Annotated[str, Field(description="Always `realtime`: the id comes with the answer.")]
    keywords: Annotated[str, Field(description="Separated by commas.")]
    group: str


class Value(Answer):
    key: str
    name: str


class Attribute(Answer):
    """A field of the form. With `variable` false it only informs; nothing is sent for it."""

    variable: bool
    code: Annotated[str, Field(description="Sent as `attribute[code]`.", examples=["uscc"])]
    datatype: str
    required: bool
    datatype_description: str | None
    order: int
    description: str
    values: list[Value]


class ServiceDefinition(Answer):
    service_code: str
    attributes: list[Attribute]


class Filed(Answer):
    """What a client learns when it has filed a request."""

    service_request_id: Annotated[str, Field(examples=["LX-T-2022-000123"])]
    service_notice: str
    account_id: Annotated[None, Field(description="Always null; what was sent is not kept.")]


class TokenAnswer(Answer):
    service_request_id: str
    token: str


class ExtendedAttributes(Answer):
    """Beyond the standard; present when `extensions=true` was asked for.

    provisional  the calendar behind `expected_datetime` was not yet published (CAL-7)
    """

    title: str
    provisional: bool
    supervision_level: int
    cycle: int
    master_service_request_id: str | None


class ServiceRequest(Answer):
    """A ticket as a request of the standard (domain rules 5.5). No personal data."""

    service_request_id: Annotated[str, Field(examples=["LX-T-2022-000123"])]
    status: OpenOrClosed
    status_notes: str
    service_name: str
    service_code: str
    description: str
    agency_responsible: str | None
    service_notice: str | None
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: Annotated[
        datetime, Field(description="The last second of the firm's last day.")
    ]
    address: Annotated[str, Field(examples=["邦东乡"])]
    address_id: Annotated[str, Field(examples=["530902208"])]
    zipcode: None
    lat: None
    long: None
    media_url: None


class ExtendedServiceRequest(ServiceRequest):
    extended_attributes: ExtendedAttributes


class RequestUpdate(Answer):
    """A step that concerns the firm; fields as in FixMyStreet's extension of the standard."""

    update_id: Annotated[str, Field(examples=["LX-T-2022-000123-3"])]
    service_request_id: str
    status: OpenOrClosed
    updated_datetime: datetime
    description: str
    media_url: None


class Endpoint(Answer):
    specification: str
    url: str
    changeset: str
    type: str
    formats: list[str]


class Discovery(Answer):
    """Where the interface is and how one gets a key (Open311 Service Discovery)."""

    changeset: str
    contact: str
    key_service: str
    endpoints: list[Endpoint]

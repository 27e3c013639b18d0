from collections.abc import Callable

import pytest

from shared.kernel.masking import (
    mask_address,
    mask_bank_account,
    mask_email,
    mask_id_number,
    mask_name,
    mask_phone,
)

Mask = Callable[[str], str]
ALL: list[Mask] = [
    mask_address,
    mask_bank_account,
    mask_email,
    mask_id_number,
    mask_name,
    mask_phone,
]


@pytest.mark.parametrize(
    ("mask", "plain", "masked"),
    [
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "１３８１２３４５６７８", "138****5678"),
        (mask_phone, "0883-2123456", "0883-*****56"),
        (mask_phone, "08832123456", "0883-*****56"),
        (mask_phone, "010-12345678", "010-******78"),
        (mask_phone, "02012345678", "020-******78"),
        (mask_name, "张三", "张*"),
        (mask_name, "欧阳某某", "欧***"),
        (mask_name, " 李四 ", "李*"),
        (mask_id_number, "533522199001010012", "533*************12"),
        (mask_id_number, "53352219900101001x", "533*************1X"),
        (mask_bank_account, "6222021234561234", "************1234"),
        (mask_bank_account, "6222 0212 3456 1234", "************1234"),
        (mask_bank_account, "6222-0212-3456-7891-234", "***************1234"),
        (mask_email, "zhang@example.com", "z***@example.com"),
        (mask_email, "z.s+tax@mail.example.gov.cn", "z***@mail.example.gov.cn"),
        (mask_address, "临翔区凤翔街道南屏路1号", "临翔区凤翔街道***"),
        (mask_address, "云南省临沧市临翔区博尚镇永和村3组", "云南省临沧市临翔区博尚镇***"),
        (mask_address, "凤翔街道南屏路1号", "凤翔街道***"),
        (mask_address, "临翔区凤翔街道", "临翔区凤翔街道***"),
        (mask_address, "临翔区邦东乡\n邦东村", "临翔区邦东乡***"),
        (mask_address, "临沧市凤庆县凤山镇滇红路2号", "临沧市凤庆县***"),
    ],
)
def test_personal_data_is_masked_as_the_table_says(mask: Mask, plain: str, masked: str) -> None:
    assert mask(plain) == masked


@pytest.mark.parametrize(
    ("mask", "plain"),
    [
        (mask_phone, "2123456"),
        (mask_phone, "138123456789"),
        (mask_phone, "12812345678"),
        (mask_phone, "+8613812345678"),
        (mask_phone, "13812345678 张三"),
        (mask_phone, "0883-2123456转801"),
        (mask_phone, "13812345678\n13812345678"),
        (mask_id_number, "53352219900101001"),
        (mask_id_number, "533522900101001"),
        (mask_bank_account, "12345678"),
        (mask_bank_account, "6222a21234561234"),
        (mask_bank_account, "1" * 33),
        (mask_email, "zhang.example.com"),
        (mask_email, "张三@example.com"),
        (mask_email, '"a@b"@example.com'),
        (mask_email, "zhang@example"),
        (mask_email, "zhang@example.com, li@example.com"),
        (mask_address, "昆明市五华区华山南路10号"),
        (mask_address, "张三家，临翔区凤翔街道"),
    ],
)
def test_what_no_rule_recognises_is_hidden_whole(mask: Mask, plain: str) -> None:
    assert mask(plain) == "***"


def test_a_single_character_is_not_shown() -> None:
    assert mask_name("张") == "*"
    assert mask_email("z@example.com") == "***@example.com"


@pytest.mark.parametrize("mask", ALL)
@pytest.mark.parametrize("nothing", ["", "  ", "\u3000"])
def test_nothing_stays_nothing(mask: Mask, nothing: str) -> None:
    assert mask(nothing) == ""

"""How large a firm is: 中小企业划型标准规定, 工信部联企业〔2011〕300号 (domain rules 3.1)."""
